package ask

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"io"
	"math"
	"reflect"
	"strings"
	"testing"
)

func TestListsOfQuestionsAreRead(t *testing.T) {
	list := "\ufeff# 每季更新\r\n积分多久能到账\t常见问题/积分.md\t/运维/同步#到账\r\n\n" +
		"\"谁负责, 谁审批\",项目总览/_index.md\n只有问题\n巡检,服务管理/\n\t常见问题/登录.html\n回滚,a/b.c.html,,读我/README.md\n" +
		"值班, 电话\ta.md, 运维/b.md\tc/,\n"
	all, bad := Questions(list)
	want := []Question{
		{"积分多久能到账", []string{"常见问题/积分.html", "运维/同步.html"}, 2},
		{"谁负责, 谁审批", []string{"项目总览/index.html"}, 4},
		{"巡检", []string{"服务管理/index.html"}, 6},
		{"回滚", []string{"a/b.c.html", "读我/index.html"}, 8},
		{"值班, 电话", []string{"a.html", "运维/b.html", "c/index.html"}, 9},
	}
	if !reflect.DeepEqual(all, want) {
		t.Errorf("questions are\n%+v\nwant\n%+v", all, want)
	}
	if !reflect.DeepEqual(bad, []int{5, 7}) {
		t.Errorf("lines %v are bad, want 5 and 7", bad)
	}
}

func TestScoresCountTheFirstRightPage(t *testing.T) {
	s := Score{[]Result{{Rank: 1}, {Rank: 2}, {Rank: 0}, {Rank: 4}}}
	if s.Within(1) != 0.25 || s.Within(3) != 0.5 || s.Within(10) != 0.75 || math.Abs(s.MRR()-(1+0.5+0.25)/4) > 1e-9 {
		t.Errorf("scores are %v %v %v %v", s.Within(1), s.Within(3), s.Within(10), s.MRR())
	}
	if (Score{}).Within(1) != 0 || (Score{}).MRR() != 0 {
		t.Error("no questions are no success")
	}
}

// The stored blocks inflate to the bytes that were deflated, at every size around that
// of a stored block.
func TestStoredBlocksInflateToTheSame(t *testing.T) {
	for _, n := range []int{0, 1, 65534, 65535, 65536, 200_000} {
		raw := bytes.Repeat([]byte{0, 255, 7, '\n'}, n/4+1)[:n]
		var packed bytes.Buffer
		w, _ := flate.NewWriter(&packed, 6)
		_, _ = w.Write(raw)
		_ = w.Close()
		v, err := stored(base64.RawStdEncoding.EncodeToString(packed.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		var b []byte
		for _, r := range v.(string) {
			b = append(b, byte(r))
		}
		got, err := io.ReadAll(flate.NewReader(bytes.NewReader(b)))
		if err != nil || !bytes.Equal(got, raw) {
			t.Errorf("%d bytes become %d, %v", n, len(got), err)
		}
	}
	if _, err := stored("不是"); err == nil || !strings.Contains(err.Error(), "base64") {
		t.Errorf("what is no payload gives %v", err)
	}
}
