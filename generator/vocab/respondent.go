package vocab

import (
	"regexp"
	"slices"
	"strings"
)

// personal are endings of headers above names, addresses or numbers of people.
var personal = []string{"姓名", "名字", "昵称", "答题人", "填写人", "电话", "电话号码", "手机", "手机号", "手机号码", "联系方式", "工号", "员工号", "员工编号", "邮箱", "邮件", "邮箱地址", "邮件地址", "身份证", "身份证号", "身份证号码", "证件号", "证件号码", "微信", "微信号", "ip地址"}

// personalWords count only as whole headers: "department name" is no name of a person.
var personalWords = []string{"name", "fullname", "yourname", "firstname", "lastname", "username", "phone", "phonenumber", "mobile", "mobilephone", "mobilenumber", "email", "emailaddress", "youremail", "mail", "employeeid", "employeenumber", "staffid", "idcard", "idnumber",
	"员工", "职员", "人名", "ip", "来自ip", "填写者ip", "提交者ip", "答题者ip", "ipaddress", "openid", "unionid"}

// PersonalHeader tells whether the cells below a header identify people: 您的姓名, 手机号, e-mail, 来自IP.
func PersonalHeader(header string) bool {
	word, _ := Header(header)
	word = strings.TrimRight(word, "?？:：。.")
	return slices.Contains(personalWords, word) || slices.ContainsFunc(personal, func(end string) bool { return strings.HasSuffix(word, end) })
}

// formHeaders are columns that only form tools add: 问卷星, 腾讯问卷, 金数据, Google Forms.
var formHeaders = []string{"提交答卷时间", "来源详情", "来自ip", "开始答题时间", "结束答题时间", "答题时长", "答卷编号", "答卷id", "填写设备", "填写者ip", "时间戳记", "submissionid", "respondentid", "responseid"}

// submitted are headers of the time when a form was sent.
var submitted = []string{"提交时间", "填写时间", "答题时间", "提交日期", "timestamp", "submittime", "submittedat", "submissiontime", "submissiondate"}

// opinions are parts of headers above what people think.
var opinions = []string{"满意", "意见", "评价", "评分", "打分", "建议", "反馈", "satisf", "rating", "opinion"}

// voice are the words in which a questionnaire speaks to its reader.
var voice = regexp.MustCompile(`[您你]|^(?:\d+[.、])?your|(?:do|are|did|would|have|can|will)you`)

// question is a numbered question: Q1, 3、培训, 第2题.
var question = regexp.MustCompile(`^(?:[q题]?\d+$|[q题]?\d+[、.．:：)）]|第\d+题)`)

// Questionnaire tells by its headers whether a table holds the answers of a
// questionnaire. exported: it surely does, because only form tools write such
// columns or because a header speaks to its reader (您…). opinion: it probably does,
// because it has two questions, or one about an opinion, and the time when they
// were answered.
func Questionnaire(headers []string) (exported, opinion bool) {
	words := make([]string, len(headers))
	for i, h := range headers {
		words[i], _ = Header(h)
		exported = exported || slices.Contains(formHeaders, words[i]) || voice.MatchString(words[i]) ||
			strings.HasSuffix(Plain(h), "(自动)") // 腾讯文档: 提交时间（自动）
	}
	has := func(any ...string) bool {
		return slices.ContainsFunc(any, func(w string) bool { return slices.Contains(words, w) })
	}
	// Microsoft Forms, in both languages.
	exported = exported || has("starttime", "开始时间") && has("completiontime", "完成时间") && has("email", "电子邮件")
	asked := 0
	for _, w := range words {
		if question.MatchString(w) {
			asked++
		}
		if strings.HasSuffix(w, "?") || slices.ContainsFunc(opinions, func(o string) bool { return strings.Contains(w, o) }) {
			asked += 2
		}
	}
	return exported, asked >= 2 && has(submitted...)
}
