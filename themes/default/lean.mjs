// Makes the copy of ECharts in ssr.js faster. The script draws each picture once, in a slow
// interpreter, and nobody ever points at what it drew. So it leaves out looks for readers
// who do, and a few functions that run thousands of times for each picture are shorter.
// The pictures stay the same to the byte: test/lean.test.mjs compares them. The copy in
// echarts.js, for pages, is not changed.
import { readFileSync } from 'node:fs';

/** One change: a file of a package, a text that must be in it exactly once, and what takes its place. */
const changes = [
  // No emphasis, blur and selection: three quarters of all text styles were for these.
  ['echarts/lib/util/states.js', "SPECIAL_STATES = ['emphasis', 'blur', 'select']", 'SPECIAL_STATES = []'],
  ['echarts/lib/util/states.js', "DISPLAY_STATES = ['normal', 'emphasis', 'blur', 'select']", "DISPLAY_STATES = ['normal']"],
  ['echarts/lib/util/states.js', "  styleType = styleType || 'itemStyle';", '  return;'],
  ['echarts/lib/util/states.js', 'export function toggleHoverEmphasis(el, focus, blurScope, isDisabled) {', '$&\n  return;'],
  ['echarts/lib/util/states.js', 'export function setDefaultStateProxy(el) {', '$&\n  return;'],
  ['echarts/lib/util/graphic.js', 'export function setTooltipConfig(opt) {', '$&\n  return;'],

  // ECharts forgets that it knows the geometry of a label: it marks each as out of date
  // because the rotated rectangle, which few need, is not made yet. And it computes it
  // just before it moves the label.
  ['echarts/lib/label/labelLayoutHelper.js', 'if (isLabelLayoutDirty(labelLayout)) {', 'if (isLabelLayoutDirty(labelLayout, LABEL_LAYOUT_DIRTY_BIT_OTHERS)) {'],
  ['echarts/lib/component/axis/AxisBuilder.js', 'var geometry = ensureLabelLayoutWithGeometry(layout);\n    if (!geometry) {', 'var geometry = layout;\n    if (!geometry) {'],

  // All labels of an axis have one style: it is worked out once.
  [
    'echarts/lib/label/labelStyle.js',
    '  setTextStyleCommon(textStyle, textStyleModel, opt, isNotNormal, isAttached);\n  specifiedTextStyle',
    `  if (opt || isNotNormal || isAttached) {
    setTextStyleCommon(textStyle, textStyleModel, opt, isNotNormal, isAttached);
  } else {
    if (!textStyleModel.plainTextStyle) {
      setTextStyleCommon(textStyleModel.plainTextStyle = {}, textStyleModel);
    }
    extend(textStyle, textStyleModel.plainTextStyle);
  }
  specifiedTextStyle`,
  ],

  // A setting is looked up with a loop over the model and its parents, not with a call for each.
  [
    'echarts/lib/model/Model.js',
    `    var option = this.option;
    var val = option == null ? option : option[key];
    if (val == null && !ignoreParent) {
      var parentModel = this.parentModel;
      if (parentModel) {
        // FIXME:TS do not know how to make it works
        val = parentModel.getShallow(key);
      }
    }
    return val;`,
    `    for (var model = this;;) {
      var option = model.option;
      var val = option == null ? option : option[key];
      if (val != null || ignoreParent || !(model = model.parentModel)) return val;
    }`,
  ],
  [
    'echarts/lib/model/Model.js',
    '    return this._doGet(this.parsePath(path), !ignoreParent && this.parentModel);',
    `    if (typeof path !== 'string' || path.indexOf('.') >= 0) {
      return this._doGet(this.parsePath(path), !ignoreParent && this.parentModel);
    }
    for (var model = this;;) {
      var obj = model.option && typeof model.option === 'object' ? model.option[path] : null;
      if (obj != null || ignoreParent || !(model = model.parentModel)) return obj;
    }`,
  ],

  // Most elements are only moved: their scale, rotation and skew need no calls.
  [
    'zrender/lib/core/Transformable.js',
    `        return isNotAroundZero(this.rotation)
            || isNotAroundZero(this.x)
            || isNotAroundZero(this.y)
            || isNotAroundZero(this.scaleX - 1)
            || isNotAroundZero(this.scaleY - 1)
            || isNotAroundZero(this.skewX)
            || isNotAroundZero(this.skewY);`,
    `        var x = this.x, y = this.y;
        return x > EPSILON || x < -EPSILON || y > EPSILON || y < -EPSILON
            || this.rotation && isNotAroundZero(this.rotation)
            || this.scaleX !== 1 && isNotAroundZero(this.scaleX - 1)
            || this.scaleY !== 1 && isNotAroundZero(this.scaleY - 1)
            || this.skewX && isNotAroundZero(this.skewX)
            || this.skewY && isNotAroundZero(this.skewY);`,
  ],

  // The option was parsed for this picture alone: nobody else sees what ECharts does to it.
  ['echarts/lib/model/OptionManager.js', 'rawOption = clone(rawOption);', ''],
  ['echarts/lib/model/OptionManager.js', 'return clone(isRecreate', 'return (isRecreate'],
];

/** The changes as a plugin of esbuild. The build fails if one does not fit: ECharts is another version then. */
export const lean = {
  name: 'lean',
  setup(build) {
    const left = new Set(changes);
    build.onLoad({ filter: /[\\/]node_modules[\\/](echarts|zrender)[\\/].*\.js$/ }, ({ path }) => {
      const own = changes.filter(([file]) => path.replaceAll('\\', '/').endsWith('/node_modules/' + file));
      if (!own.length) return null;
      let contents = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
      for (const change of own) {
        const [file, from, to] = change;
        const parts = contents.split(from);
        if (parts.length !== 2) throw new Error(`lean.mjs: ${file} has ${parts.length - 1} times: ${from}`);
        contents = parts.join(to.replace('$&', () => from));
        left.delete(change);
      }
      return { contents, loader: 'js' };
    });
    build.onEnd(({ errors }) => {
      if (!errors.length && left.size) throw new Error(`lean.mjs: not bundled: ${[...left].map(([file]) => file).join(', ')}`);
    });
  },
};
