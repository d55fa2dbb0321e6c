// Runs only where modules are unknown.
document.body
  ? document.body.append("浏览器版本过低，请使用 Chromium 89 以上内核的浏览器。")
  : document.addEventListener("DOMContentLoaded", function () {
      document.body.append("浏览器版本过低，请使用 Chromium 89 以上内核的浏览器。");
    });
