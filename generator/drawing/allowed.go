package drawing

import (
	"encoding/xml"
	"strings"
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// elements are the elements of SVG 1.1 and 2 that only show something. Not among them on
// purpose: script, foreignObject (it holds HTML), animations (they can set an address),
// font and cursor (they load files).
var elements = set(`svg g defs symbol use switch a title desc style view
	path rect circle ellipse line polyline polygon text tspan textPath tref image
	linearGradient radialGradient stop pattern clipPath mask marker
	filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
	feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
	feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`)

// texts are the elements whose text is kept; in others it is white space.
var texts = set(`title desc style text tspan textPath tref a`)

// unseen are the elements whose loss does not change the picture, so it is not reported.
// foreignObject is one, since draw.io writes the same text beside it as <text>.
var unseen = set(`metadata foreignObject animate animateTransform animateMotion animateColor set mpath cursor font font-face hkern vkern glyph missing-glyph`)

// geometry are the allowed attributes that are not styles.
var geometry = set(`id class style lang role tabindex version baseProfile viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry
	fx fy fr d points pathLength transform dx dy rotate textLength lengthAdjust startOffset method spacing side
	gradientUnits gradientTransform spreadMethod offset patternUnits patternContentUnits patternTransform
	clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient
	filterUnits primitiveUnits in in2 result mode type values tableValues slope intercept amplitude exponent
	operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode preserveAlpha kernelUnitLength
	surfaceScale diffuseConstant specularConstant specularExponent limitingConeAngle pointsAtX pointsAtY pointsAtZ azimuth elevation z
	scale xChannelSelector yChannelSelector radius stdDeviation baseFrequency numOctaves seed stitchTiles
	requiredFeatures requiredExtensions systemLanguage zoomAndPan`)

// properties are the allowed presentation attributes of SVG; they may stand in styles, too.
var properties = set(`alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters color-rendering
	cursor direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity
	font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight glyph-orientation-horizontal glyph-orientation-vertical
	image-rendering isolation kerning letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask mask-type mix-blend-mode
	opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity
	stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
	text-align text-anchor text-decoration text-indent text-rendering text-transform transform-box transform-origin unicode-bidi vector-effect visibility
	white-space word-spacing writing-mode background background-color enable-background`)

// attributes returns the allowed attributes of an element. An event handler is an error.
func attributes(start xml.StartElement) ([]attr, error) {
	var out []attr
	said := map[string]bool{} // an attribute may stand only once; the first counts
	add := func(name, value string) {
		if !said[name] {
			said[name] = true
			out = append(out, attr{name, value})
		}
	}
	for _, a := range start.Attr {
		name, value := a.Name.Local, a.Value
		if len(name) > 2 && strings.EqualFold(name[:2], "on") {
			return nil, Refusal(name + "=")
		}
		switch {
		case a.Name.Space == "xmlns" || name == "xmlns":
			continue
		case name == "href" && (a.Name.Space == "" || a.Name.Space == xlinkSpace):
			ok, err := address(start.Name.Local, value)
			if err != nil {
				return nil, err
			}
			if ok {
				add("xlink:href", value)
			}
		case a.Name.Space == xmlSpace && (name == "space" || name == "lang"):
			add("xml:"+name, value)
		case a.Name.Space != "":
		case name == "style":
			if s := declarations(value); s != "" {
				add(name, s)
			}
		case geometry[name] || strings.HasPrefix(name, "aria-"):
			add(name, value)
		case properties[name] && harmless(value):
			add(name, value)
		}
	}
	return out, nil
}

// address tells whether an href may stay. Every element may name a part of the drawing
// (#id), except <image>, which may hold a picture as data:; <a> may lead to a page or
// mail address. A script or HTML as data: is an error.
func address(element, value string) (ok bool, err error) {
	v := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, value))
	if scheme, _, found := strings.Cut(v, ":"); found && (strings.HasSuffix(scheme, "script") || scheme == "data" && strings.Contains(v, "html")) {
		return false, Refusal("href=" + scheme + ":")
	}
	switch element {
	case "a":
		for _, start := range []string{"#", "http://", "https://", "mailto:"} {
			if strings.HasPrefix(v, start) {
				return true, nil
			}
		}
		return false, nil
	case "image":
		for _, kind := range []string{"png", "jpeg", "jpg", "gif", "webp"} {
			if strings.HasPrefix(v, "data:image/"+kind+";base64,") {
				return true, nil
			}
		}
		return false, nil
	}
	return strings.HasPrefix(v, "#"), nil
}
