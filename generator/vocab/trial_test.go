package vocab

import "testing"

func TestTrialColumns(t *testing.T) {
	for header, want := range map[string]TrialColumn{
		"要求": TrialWanted, "通过标准": TrialWanted, "Required": TrialWanted, "实测（%）": TrialGot, "Measured": TrialGot,
		"是否通过": TrialVerdict, "遇到什么": TrialPain, "Pain point": TrialPain, "责任人": TrialOwner, "Owner": TrialOwner, "场景": TrialOther, "": TrialOther,
	} {
		if got, _ := TrialColumnOf(header); got != want {
			t.Errorf("%q is %d, want %d", header, got, want)
		}
	}
	if _, unit := TrialColumnOf("实测（%）"); unit != "%" {
		t.Errorf("unit %q", unit)
	}
}

func TestPassed(t *testing.T) {
	for s, want := range map[string][2]bool{
		"通过": {true, true}, "Passed.": {true, true}, "√": {true, true}, "达标！": {true, true},
		"不通过": {false, true}, "Not met": {false, true}, "否": {false, true}, "未达标": {false, true},
		"有条件通过": {}, "待定": {}, "": {},
	} {
		if passed, known := Passed(s); passed != want[0] || known != want[1] {
			t.Errorf("%q: %v, %v", s, passed, known)
		}
	}
}
