"""The forms of the acts on a ticket: which fields each asks for, as data."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from app.ui.kit.values import Ask


class ActForm(NamedTuple):
    """A form: what the strong button says, what it is about, its fields."""

    strong: str
    sub: str
    asks: tuple[Ask, ...]


HOW: Final = (("phone", "电话"), ("paper", "书面"), ("face", "当面"))
WAYS: Final = (("phone", "电话"), ("written", "书面"), ("face", "当面"))
BEHALF: Final = (
    Ask("who", "谁答复的", when="behalf"),
    Ask("how", "怎样得知", "choice", choices=HOW, when="behalf"),
    Ask("happened_at", "什么时候", "time", "不填就是现在", when="behalf"),
)  # fmt: skip
IF_CANNOT: Final = ("outcome", "cannot_do")
_CANNOT: Final = (
    Ask("explanation", "解释说明", "long", when="evidence", only=IF_CANNOT),
    Ask("basis_document", "依据文件", when="evidence", only=IF_CANNOT),
    Ask("statement", "书面说明", when="evidence", only=IF_CANNOT),
)

FORMS: Final[Mapping[str, ActForm]] = MappingProxyType(
    {
        "answer_on_spot": ActForm(
            "记为当场办结", "接着请群众评价",
            (Ask("result", "答复或办理结果", "long"),
             Ask("outcome", "结果", "choice",
                 choices=(("solved", "已解决"), ("explained", "已解释答复")))),
        ),
        "dispatch": ActForm(
            "派发并打印交办单", "存根留窗口，承办联交部门",
            (Ask("department", "承办窗口", "department"), Ask("content", "交办内容", "long"),
             Ask("assisting", "协办窗口", "departments", "可选，可多选", when="several"),
             Ask("stated_due", "议定期限", "time", "工作组另定时填写", when="group_limit")),
        ),
        "take": ActForm("登记接单", "代部门登记", BEHALF),
        "contact": ActForm(
            "登记联系", "先行联系群众",
            (*BEHALF, Ask("reached", "是否接通", "choice",
                           choices=(("yes", "接通"), ("no", "没有接通"))),
             Ask("text", "沟通情况", "long", "可选")),
        ),
        "receive_result": ActForm(
            "登记办理结果", "代部门登记",
            (Ask("result", "办理结果", "long"),
             Ask("outcome", "结果", "choice",
                 choices=(("solved", "已解决"), ("explained", "已解释"), ("cannot_do", "不能办"))),
             *BEHALF, *_CANNOT),
        ),
        "find_cannot_do": ActForm(
            "登记不能办", "期限按不能办计算", (Ask("reason", "为什么不能办", "long"), *BEHALF)
        ),
        "ask_extension": ActForm(
            "申请延期", "原期限之前提出",
            (Ask("reason", "延期原因", "long"),
             Ask("amount", "延长工作日", "number", when="amount"),
             Ask("new_due", "新期限", "time", "例如 3-20 17:30", when="notice"), *BEHALF),
        ),
        "refuse_extension": ActForm(
            "不予延期", "原期限不变", (Ask("reason", "理由", "long"),)
        ),
        "tell": ActForm(
            "登记告知", "新期限要告知到人",
            (Ask("whom", "告知谁", "choice",
                 choices=(("citizen", "群众"), ("window", "窗口"))),
             Ask("way", "告知方式", "choice", choices=WAYS),
             Ask("text", "说明", "long", "可选")),
        ),
        "feed_back": ActForm(
            "登记反馈", "听取群众对结果的意见",
            (Ask("way", "告知方式", "choice", choices=WAYS),
             Ask("opinion", "群众意见", "long", "可选"),
             *BEHALF),
        ),
        "call_back": ActForm(
            "登记回访", "电话里说的评价记为电话代录",
            (Ask("number", "拨打的号码", hint="当面回访不填"),
             Ask("started_at", "开始时间", "time"), Ask("ended_at", "结束时间", "time"),
             Ask("reached", "是否接通", "choice",
                 choices=(("yes", "接通"), ("no", "没有接通"))),
             Ask("opinion", "群众意见", "long", "可选"),
             Ask("level", "电话里的评价", "level", "群众说了才填", when="unrated")),
        ),
        "order_redo": ActForm(
            "退回部门重办", "写清差评原因，期限重新计算", (Ask("reason", "原因", "long"),)
        ),
        "close": ActForm(
            "办结并打印回执", "办结后不能再改结果",
            (Ask("outcome", "办结结果", "choice",
                 choices=(("solved", "已解决"), ("explained", "已解释答复"))),
             Ask("unrated_reason", "未评价的原因", hint="没有评价时填写", when="unrated")),
        ),
        "close_unsolved": ActForm(
            "登记未办结", "未办结不计入办结",
            (Ask("reason", "部门说明的原因", "long"), Ask("explanation", "怎样向群众解释", "long")),
        ),
        "reclassify": ActForm(
            "改分类", "期限按新分类从头计算",
            (Ask("category", "问题分类", "category"), Ask("reason", "为什么改", "long")),
        ),
        "correct": ActForm(
            "更正并留痕", "原内容和新内容都留在记录里",
            (Ask("field", "更正哪一项", "field"), Ask("new", "改为", "long"),
             Ask("reason", "为什么更正", "long")),
        ),
        "hand_over": ActForm(
            "移交", "由另一位经办人继续跟进",
            (Ask("to", "移交给", "person"), Ask("note", "交代事项", "long", "可选")),
        ),
        "link": ActForm(
            "关联", "同一件事在另一张工单里",
            (Ask("to", "那一件的编号", hint="可以只填前三段"),
             Ask("merged", "要不要并入", "choice",
                 choices=(("no", "只关联"), ("yes", "并入那一件")))),
        ),
        "withdraw": ActForm(
            "登记撤回", "群众自己不再反映，编号不再使用",
            (Ask("reason", "群众为什么撤回", "long"),
             Ask("how", "怎样提出的", "choice", choices=HOW)),
        ),
        "label": ActForm(
            "贴上标签", "清单和台账可以按标签查",
            (Ask("labels", "标签", hint="几个标签用顿号隔开；清空就是不要标签"),),
        ),
        "tell_source": ActForm(
            "登记已反馈", "结果反馈给来源方，只登记一次",
            (Ask("way", "反馈方式", "choice",
                 choices=(("platform", "平台"), ("phone", "电话"), ("written", "书面"))),
             Ask("happened_at", "什么时候", "time", "不填就是现在")),
        ),
        "archive": ActForm("归档", "归档后不能再改", ()),
        "decline_late": ActForm(
            "不予受理", "研判后不属于受理范围，受理时间留在记录里",
            (Ask("reason", "不予受理的理由", "decline"), Ask("reason_text", "补充", hint="可选"),
             Ask("explanation", "怎样向群众解释", "long"),
             Ask("told_department", "应去哪个部门", hint="可选"),
             Ask("told_contact", "联系方式", hint="可选")),
        ),
        "void": ActForm(
            "作废", "编号不再使用，记录全部保留", (Ask("reason", "作废原因", "long"),)
        ),
        "classify": ActForm(
            "定分类", "", (Ask("category", "问题分类", "category"),
                         Ask("reason", "理由", "long", "与登记时不同才填"), *BEHALF),
        ),
    }
)  # fmt: skip
