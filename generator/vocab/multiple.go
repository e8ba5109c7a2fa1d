package vocab

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/text"
)

// multiples are the words for powers of ten. A word stands before those that it begins with: 万亿 before 万.
var multiples = []struct {
	word  string
	power int
}{{"万亿", 12}, {"千亿", 11}, {"百亿", 10}, {"十亿", 9}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"亿", 8}, {"万", 4}, {"千", 3}, {"百", 2}}

// notMultiple are the characters before which 千 and 百 are part of a unit: 千克, 百分点.
const notMultiple = "克米瓦帕卡兆赫伏安焦字比分"

// CutMultiple splits 万元 into a power of ten, 4, and 元; power is 0 for a unit without a multiple.
func CutMultiple(unit string) (power int, base string) {
	for _, m := range multiples {
		rest, ok := strings.CutPrefix(unit, m.word)
		if !ok {
			continue
		}
		if r := firstRunes(rest, 1); r != "" && m.power < 4 && strings.Contains(notMultiple, r) {
			return 0, unit
		}
		return m.power, rest
	}
	return 0, unit
}

// letterPowers are the powers of ten of letters behind an amount: k thousand, w ten
// thousand (万), M million. A small m is a minute or a metre.
var letterPowers = map[byte]int{'k': 3, 'K': 3, 'w': 4, 'W': 4, 'M': 6}

// CutLetter is [CutMultiple] for the letters k, w and M: alone, before a Chinese unit
// (W元) or before a currency sign (k€).
func CutLetter(unit string) (power int, base string) {
	if unit == "" || letterPowers[unit[0]] == 0 {
		return 0, unit
	}
	base = unit[1:]
	if slices.Contains([]string{"€", "$", "£", "¥"}, base) {
		return letterPowers[unit[0]], base
	}
	for _, r := range base {
		if !text.Han(r) {
			return 0, unit
		}
	}
	return letterPowers[unit[0]], base
}

// lettered finds k, K, W and M behind digits, at the end or before a Chinese unit or a dash.
var lettered = regexp.MustCompile(`(\d)\s*([kKWM])($|[\p{Han}~,;，；、\-–—\s])`)

// SpellLetters writes the k, W and M of a text such as "≥3k" as 千, 万 and 百万.
// A small w may be weeks, a small m minutes.
func SpellLetters(s string) string {
	if !strings.ContainsAny(s, "kKWM") {
		return s
	}
	return lettered.ReplaceAllStringFunc(s, func(t string) string {
		return strings.NewReplacer("k", "千", "K", "千", "W", "万", "M", "百万").Replace(t)
	})
}

// sized are parts of headers below which K, W and M are units: kilobytes, watts, metres, weeks.
var sized = []string{"内存", "容量", "大小", "存储", "磁盘", "硬盘", "带宽", "流量", "文件", "功率", "电", "长度", "距离", "深度", "高度", "时长", "工期", "周期", "耗时", "用时",
	"size", "memory", "disk", "storage", "bandwidth", "power", "length", "distance", "duration", "file"}

// LettersCount tells whether k, W and M behind the numbers below a header are
// multiples. They are units if the header, or its unit, is about a size, a power, a
// length or a time.
func LettersCount(header, unit string) bool {
	if MoneyWord(header) {
		return true
	}
	for _, w := range sized {
		if strings.Contains(header, w) {
			return false
		}
	}
	_, base := CutMultiple(unit)
	return base == "" || DurationUnits[base] == "" && !latinUnits[base] || IsMoney(base)
}

// IsMoney tells whether a unit is money, with or without a multiple: 万元, usd.
func IsMoney(unit string) bool {
	_, base := CutMultiple(unit)
	switch strings.ToLower(base) {
	case "元", "圆", "块", "人民币", "rmb", "cny", "¥", "￥", "美元", "美金", "usd", "$", "欧元", "eur", "€", "英镑", "gbp", "£", "港元", "港币", "hkd", "日元", "jpy",
		"韩元", "krw", "澳元", "aud", "加元", "cad", "新加坡元", "新元", "sgd", "新台币", "台币", "twd", "澳门元", "mop", "瑞士法郎", "瑞郎", "chf", "卢布", "rub", "泰铢", "thb", "卢比", "inr":
		return true
	}
	return false
}

// moneyWords are parts of headers above amounts of money.
var moneyWords = []string{"金额", "预算", "费用", "成本", "价", "款", "收入", "支出", "投资", "产值", "营收", "利润", "销售额", "合同额", "采购额", "总额", "工资", "budget", "cost", "price", "amount", "revenue", "fee", "expense", "profit"}

// names are endings of headers of columns whose numbers name a thing and are no quantity.
var names = []string{"编号", "序号", "工号", "学号", "单号", "账号", "卡号", "编码", "号码", "代码", "合同号", "订单号", "流水号", "电话", "手机", "手机号", "座机", "邮编", "邮政编码", "版本", "版本号", "身份证", "身份证号", "wbs", "phone", "mobile", "zipcode", "postcode", "version", "serialno.", "serialno", "orderno.", "contractno."}

// NameHeader tells whether the numbers below a header name things and count nothing: 编号, 工号, phone, version.
func NameHeader(word string) bool {
	for _, n := range names {
		if strings.HasSuffix(word, n) {
			return true
		}
	}
	return word == "no." || word == "no" || word == "id"
}

// MoneyWord tells whether a header speaks of money: 预算, 合同金额.
func MoneyWord(header string) bool {
	for _, w := range moneyWords {
		if strings.Contains(header, w) {
			return true
		}
	}
	return false
}

// Shift multiplies by a power of ten by moving the decimal point of the digits, so
// that no binary rounding shows: Shift(1.1, 4) is exactly 11000.
func Shift(f float64, places int) float64 {
	if places == 0 || f == 0 {
		return f
	}
	t := strconv.FormatFloat(Clean(f), 'e', -1, 64)
	mant, exp, _ := strings.Cut(t, "e")
	n, err := strconv.Atoi(exp)
	if err != nil {
		return f * math.Pow10(places)
	}
	v, err := strconv.ParseFloat(mant+"e"+strconv.Itoa(n+places), 64)
	if err != nil {
		return f * math.Pow10(places)
	}
	return v
}
