const POLL = 10_000;
const SILENT = 15_000;
const FIRST = 1_000;
const LONGEST = 30_000;

/**
 * Follows a stream of events (实时推送) and stands in for it when it can't be had: it opens it again with growing pauses, and asks
 * `poll` meanwhile. `heard` is told each event, `state` how things stand: live, late (nothing new for a while) or polling, with the
 * time of the last picture.
 */
export class Watch {
  constructor({heard, poll, state}) {
    Object.assign(this, {heard, poll, state});
    this.pause = FIRST;
    this.at = null;
    this.timer = setInterval(() => this.look(), 1_000);
    this.seen = () => document.visibilityState === "visible" && !this.source && this.open();
    document.addEventListener("visibilitychange", this.seen);
  }

  /** Follows another address; null if there is nothing to follow. */
  follow(path) {
    this.path = path;
    this.pause = FIRST;
    this.open();
  }

  open() {
    this.shut();
    if (!this.path || this.over) {
      return;
    }
    const source = (this.source = new EventSource(this.path));
    const own = (name, run) => source.addEventListener(name, (event) => this.source === source && run(JSON.parse(event.data)));
    for (const name of ["picture", "change"]) {
      own(name, (data) => {
        this.fresh();
        this.heard(name, data);
      });
    }
    own("beat", ({age}) => age * 1_000 < SILENT && this.fresh());
    own("end", ({reason}) => (reason === "TIME" ? this.open() : this.lost()));
    source.addEventListener("error", () => this.source === source && this.lost());
  }

  fresh() {
    this.at = Date.now();
    this.polled = 0;
    this.pause = FIRST;
    this.state("live", this.at);
  }

  /** The stream is gone: it is opened again later, and others in between are not asked all at once. */
  lost() {
    this.shut();
    this.again = setTimeout(() => this.open(), this.pause * (0.5 + Math.random()));
    this.pause = Math.min(LONGEST, this.pause * 2);
    this.ask();
  }

  shut() {
    this.source?.close();
    this.source = null;
    clearTimeout(this.again);
  }

  /** Once a second: nobody listens for a page that nobody sees, and silence is said. */
  look() {
    if (document.visibilityState !== "visible") {
      this.shut();
      return;
    }
    if (this.source?.readyState === EventSource.OPEN && this.at && Date.now() - this.at > SILENT) {
      this.state("late", this.at);
    } else if (this.source?.readyState !== EventSource.OPEN && this.polled && Date.now() - this.polled > POLL) {
      this.ask();
    }
  }

  async ask() {
    if (this.over || (this.polled && Date.now() - this.polled < POLL)) {
      return;
    }
    this.polled = Date.now();
    const path = this.path;
    try {
      const answer = await this.poll();
      if (!this.over && path === this.path && this.source?.readyState !== EventSource.OPEN) {
        this.at = Date.now();
        this.heard("poll", answer);
        this.state("polling", this.at);
      }
    } catch {
      this.state("late", this.at);
    }
  }

  end() {
    this.over = true;
    this.shut();
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
  }
}
