package lantian.desk.audit;

/** What was done (审计事项). Names are stored and must not change. */
public enum Act {
  CHAIN_OPENED("审计链开始"),
  CHAIN_CLOSED("审计链结束"),
  SIGN_IN("登录"),
  SIGN_ON_BEGUN("发起统一认证"),
  SIGN_OUT("退出"),
  PASSWORD_CHANGED("修改口令"),
  PASSWORD_RESET("重置口令"),
  SESSIONS_REVOKED("注销会话"),
  USER_CREATED("新建用户"),
  USER_CHANGED("变更用户"),
  KEY_CREATED("新建机器密钥"),
  KEY_ROTATED("轮换机器密钥"),
  KEY_REVOKED("撤销机器密钥"),
  REGISTER_IMPORTED("备案导入"),
  PERSONAL_SEARCH("按车牌或车架号查询"),
  PERSONAL_VIEW("查看未脱敏信息"),
  EXPORTED("导出"),
  JOB_CANCELLED("取消导出任务"),
  ANSWER_REPEATED("按幂等键重发应答"),
  CASE_MOVED("案件办理"),
  EVIDENCE_ADDED("补充证据文件"),
  AUDIT_READ("查阅审计"),
  AUDIT_VERIFIED("校验审计链"),
  COMMAND_EXPORTED("命令行导出"),
  COMMAND_RUN("命令行操作"),
  LIST_ISSUED("生成移交清单"),
  LIST_RECEIVED("签收清单"),
  LIST_ANSWERED("反馈清单办理结果"),
  ORGANISATION_CREATED("登记机构"),
  ORGANISATION_CHANGED("变更机构"),
  RECEIVER_CREATED("新建推送接收方"),
  RECEIVER_CHANGED("变更推送接收方"),
  RECEIVER_ROTATED("轮换推送密钥"),
  RECEIVER_TESTED("试推送"),
  RECEIVER_ENDED("终止推送接收方"),
  DELIVERY_SKIPPED("跳过投递"),
  DELIVERY_RETRIED("重新投递"),
  ARRIVAL_REGISTERED("登记到站维修"),
  REVIEW_HELD("领取复核"),
  REVIEW_RELEASED("释放复核"),
  PLATE_CORRECTED("更正号牌"),
  RULES_PROPOSED("提交规则集"),
  RULES_ACTIVATED("启用规则集"),
  RULES_REJECTED("退回规则集"),
  RULES_WITHDRAWN("撤回规则集"),
  FENCE_CREATED("新建电子围栏"),
  FENCE_CHANGED("变更电子围栏"),
  REPORT_CREATED("新建定时报表"),
  REPORT_CHANGED("变更定时报表"),
  ACCESS_REFUSED("越权访问"),
  /** Never written; stands for a record that can't be read. */
  UNREADABLE("无法读取的记录");

  private final String zh;

  Act(String zh) {
    this.zh = zh;
  }

  /** The Chinese words. */
  public String zh() {
    return zh;
  }
}
