package chart

import (
	"math"

	"milepost/generator/metric"
)

// Progress works out the course of those rows of a plan for which keep is true. The caller
// of DrawPlan supplies it, since this package knows neither working days nor today; it is
// nil if the table is no plan.
type Progress func(keep func(row int) bool) metric.Course

// drawCurve draws planned and actual progress over time.
func drawCurve(b *build) Picture {
	if b.course == nil {
		b.complain("DB48.curve", b.data.ID())
		return Picture{}
	}
	kept := make([]bool, len(b.data.Rows))
	for _, r := range b.rows {
		kept[r] = true
	}
	course := b.course(func(row int) bool { return kept[row] })
	if len(course.Days) == 0 {
		b.complain("DB48.curve", b.data.ID())
		return Picture{}
	}
	if course.Undated > 0 {
		b.say("note.undated", itoa(course.Undated))
	}
	if course.Unread > 0 {
		b.say("note.unread", itoa(course.Unread))
	}
	f := b.curve(course)
	c := &axesChart{b: b, f: f, kind: "line"}
	c.axes()
	p := Picture{Height: c.height()}
	p.Option = c.option()
	p.Label = orText(clean(b.spec.Title), b.words.text(courseTitle(course)))
	p.Desc = b.describe("scurve", f, c.formats[0], series{})
	p.Table = b.table(f, series{})
	return p
}

// curve has the two lines of a course. Without any progress it has the plan alone, and the note says so.
func (b *build) curve(c metric.Course) *frame {
	f := &frame{kind: axisTimes, name: b.words.text("date"), series: []series{
		{name: b.words.text("planned"), percent: true}, {name: b.words.text("actual"), percent: true},
	}}
	for i, day := range c.Days {
		f.cats = append(f.cats, string(day))
		f.series[0].values = append(f.series[0].values, value{num: round6(c.Planned[i]), ok: true, digits: computed})
		actual := value{}
		if i < len(c.Actual) {
			actual = value{num: round6(c.Actual[i]), ok: true, digits: computed}
		}
		f.series[1].values = append(f.series[1].values, actual)
	}
	if len(c.Actual) == 0 {
		f.series = f.series[:1]
		b.say("note.undatedcurve")
	} else if b.spec.FileTime {
		b.say("note.curve-file", string(c.AsOf))
	} else {
		b.say("note.curve", string(c.AsOf))
	}
	return f
}

// courseTitle is the key of the curve's title in words.json.
func courseTitle(c metric.Course) string {
	if len(c.Actual) == 0 {
		return "progress.planned"
	}
	return "progress"
}

// round6 rounds to six decimals, which keeps the picture's data short. Fewer would not do:
// what is shown is rounded again, and 90.3499 % would become 90.35 %, then 90.4 %.
func round6(v float64) float64 { return math.Round(v*1e6) / 1e6 }
