package word

import (
	"fmt"
	"slices"
	"strings"
)

// orders holds, for the elements that we write, the order of their children in the schemas of
// ECMA-376 (transitional). Word calls a file damaged if the order differs.
var orders = map[string]string{
	"w:pPr":          "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
	"w:rPr":          "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
	"w:tbl":          "tblPr tblGrid tr",
	"w:tblPr":        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
	"w:tr":           "trPr tc",
	"w:tc":           "tcPr p",
	"w:tcPr":         "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
	"w:sectPr":       "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
	"w:style":        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
	"w:numbering":    "numPicBullet abstractNum num numIdMacAtCleanup",
	"w:abstractNum":  "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
	"w:num":          "abstractNumId lvlOverride",
	"w:sdt":          "sdtPr sdtEndPr sdtContent",
	"wp:inline":      "extent effectExtent docPr cNvGraphicFramePr graphic",
	"pic:pic":        "nvPicPr blipFill spPr",
	"c:chartSpace":   "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr externalData printSettings userShapes",
	"c:chart":        "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs",
	"c:plotArea":     "layout barChart lineChart catAx valAx dTable spPr",
	"c:barChart":     "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
	"c:lineChart":    "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
	"c:ser":          "idx order tx spPr invertIfNegative marker dPt dLbls trendline errBars cat val smooth",
	"c:dPt":          "idx invertIfNegative marker bubble3D explosion spPr",
	"c:dLbls":        "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator",
	"c:catAx":        "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl",
	"c:valAx":        "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossBetween majorUnit minorUnit",
	"c:scaling":      "logBase orientation max min",
	"c:title":        "tx layout overlay spPr txPr",
	"c:externalData": "autoUpdate",
}

var prefixes = map[string]string{nsW: "w:", nsWP: "wp:", nsPic: "pic:", nsC: "c:", nsA: "a:"}

// orderFaults names the elements of a part that come in the wrong order, or inside of an
// element that may not have them.
func orderFaults(b []byte) (faults []string) {
	type level struct {
		name  string
		order []string
		at    int
	}
	var open []level
	_ = scan("", b, func(t token) {
		if t.end {
			open = open[:len(open)-1]
			return
		}
		if n := len(open); n > 0 && open[n-1].order != nil {
			up := &open[n-1]
			at := slices.Index(up.order, t.name.Local)
			both := at >= 0 && strings.HasSuffix(t.name.Local, "Reference") // those of headers and footers come in any order
			if at < up.at && !both {
				faults = append(faults, fmt.Sprintf("%s in %s is not allowed there (at byte %d)", t.name.Local, up.name, t.from))
			}
			up.at = max(at, up.at)
		}
		name := prefixes[t.name.Space] + t.name.Local
		l := level{name: name}
		if o, ok := orders[name]; ok {
			l.order = strings.Fields(o)
		}
		open = append(open, l)
	})
	return faults
}
