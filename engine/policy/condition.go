package policy

import (
	"encoding/base64"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// family is what kind of values an operator compares.
type family int

const (
	ofText family = iota
	ofPattern
	ofNumber
	ofDate
	ofBool
	ofBinary
	ofAddress
	ofARN
	ofPresence
)

// order is which outcomes of a comparison satisfy an operator.
type order int

const (
	equal order = iota
	less
	lessEqual
	greater
	greaterEqual
)

func (o order) holds(compared int) bool {
	switch o {
	case less:
		return compared < 0
	case lessEqual:
		return compared <= 0
	case greater:
		return compared > 0
	case greaterEqual:
		return compared >= 0
	default:
		return compared == 0
	}
}

// operator is a condition operator without prefix and suffix.
type operator struct {
	name    string
	family  family
	order   order
	negated bool
	fold    bool
}

// operators are all that AWS documents, in the order of the page "IAM JSON
// policy elements: Condition operators" of the IAM User Guide.
var operators = [...]operator{
	{name: "StringEquals", family: ofText},
	{name: "StringNotEquals", family: ofText, negated: true},
	{name: "StringEqualsIgnoreCase", family: ofText, fold: true},
	{name: "StringNotEqualsIgnoreCase", family: ofText, fold: true, negated: true},
	{name: "StringLike", family: ofPattern},
	{name: "StringNotLike", family: ofPattern, negated: true},
	{name: "NumericEquals", family: ofNumber},
	{name: "NumericNotEquals", family: ofNumber, negated: true},
	{name: "NumericLessThan", family: ofNumber, order: less},
	{name: "NumericLessThanEquals", family: ofNumber, order: lessEqual},
	{name: "NumericGreaterThan", family: ofNumber, order: greater},
	{name: "NumericGreaterThanEquals", family: ofNumber, order: greaterEqual},
	{name: "DateEquals", family: ofDate},
	{name: "DateNotEquals", family: ofDate, negated: true},
	{name: "DateLessThan", family: ofDate, order: less},
	{name: "DateLessThanEquals", family: ofDate, order: lessEqual},
	{name: "DateGreaterThan", family: ofDate, order: greater},
	{name: "DateGreaterThanEquals", family: ofDate, order: greaterEqual},
	{name: "Bool", family: ofBool},
	{name: "BinaryEquals", family: ofBinary},
	{name: "IpAddress", family: ofAddress},
	{name: "NotIpAddress", family: ofAddress, negated: true},
	{name: "ArnEquals", family: ofARN},
	{name: "ArnLike", family: ofARN},
	{name: "ArnNotEquals", family: ofARN, negated: true},
	{name: "ArnNotLike", family: ofARN, negated: true},
	{name: "Null", family: ofPresence},
}

// quantifier is the prefix of an operator for keys with several values.
type quantifier int

const (
	noSet quantifier = iota
	forAllValues
	forAnyValue
)

// clause is one key under one operator, with the values it is held against.
type clause struct {
	*operator
	set      quantifier
	ifExists bool
	name     string // the operator in full
	key      string // as written
	folded   string // the key without case
	values   []value
	said     string // operator and values, for explanations
}

// value is one value of a clause, ready for its operator. A value that its
// operator cannot read matches nothing: engine's choice.
type value struct {
	text    string
	usable  bool
	pattern glob // text and patterns with wildcards or variables
	literal bool // text is compared as it is
	arn     arnGlob
	number  decimal
	date    time.Time
	truth   bool
	bytes   string
	network netip.Prefix
}

// readOperator takes an operator's name apart. problem says why it is none.
func readOperator(name string) (c clause, problem string) {
	c.name = name
	rest := name
	if after, ok := strings.CutPrefix(rest, "ForAllValues:"); ok {
		c.set, rest = forAllValues, after
	} else if after, ok := strings.CutPrefix(rest, "ForAnyValue:"); ok {
		c.set, rest = forAnyValue, after
	} else if prefix, after, ok := strings.Cut(rest, ":"); ok {
		return c, "there is no prefix " + short(prefix) + "; expected ForAllValues: or ForAnyValue:" + meant(prefix+":"+after, operatorNames("ForAllValues:", "ForAnyValue:"))
	}
	base, suffixed := strings.CutSuffix(rest, "IfExists")
	c.ifExists = suffixed
	for i := range operators {
		if operators[i].name == base {
			c.operator = &operators[i]
		}
	}
	switch {
	case c.operator == nil:
		return c, "there is no condition operator " + short(rest) + meant(rest, operatorNames(""))
	case c.family == ofPresence && suffixed:
		return c, "Null itself asks whether a key exists, and takes no IfExists"
	case c.family == ofPresence && c.set != noSet:
		return c, "Null asks about a key as a whole, and takes no " + strings.TrimSuffix(name, "Null")
	}
	return c, ""
}

func operatorNames(prefixes ...string) []string {
	var names []string
	for _, prefix := range prefixes {
		for _, o := range operators {
			names = append(names, prefix+o.name)
			if o.family != ofPresence {
				names = append(names, prefix+o.name+"IfExists")
			}
		}
	}
	return names
}

// compileValue readies a value for the clause's operator. problem says what is
// wrong with a variable in it, which begins at byte at.
func (c *clause) compileValue(text string, vars bool) (v value, problem string, at int) {
	v.text, v.usable = text, true
	switch c.family {
	case ofText, ofBool:
		// AWS's pages differ on variables under Bool; engine's choice: yes.
		if v.pattern, problem, at = compile(text, false, vars); problem != "" {
			return v, problem, at
		}
		if v.literal = v.pattern.fixed(); v.literal {
			v.text = v.pattern.plain()
		}
	case ofPattern:
		if v.pattern, problem, at = compile(text, true, vars); problem != "" {
			return v, problem, at
		}
		v.literal = v.pattern.fixed()
	case ofARN:
		if v.arn, problem, at = compileARN(text, vars); problem != "" {
			return v, problem, at
		}
		v.usable = !v.arn.bad
	case ofNumber:
		v.number, v.usable = parseDecimal(text)
	case ofDate:
		v.date, v.usable = parseDate(text)
	case ofBinary:
		bytes, err := base64.StdEncoding.DecodeString(text)
		v.bytes, v.usable = string(bytes), err == nil
	case ofAddress:
		v.network, v.usable = parseRange(text)
	case ofPresence:
		v.truth, v.usable = parseBool(text)
	}
	return v, "", 0
}

// parseBool reads "true" or "false"; that case does not count is engine's choice.
func parseBool(text string) (is, ok bool) {
	switch {
	case strings.EqualFold(text, "true"):
		return true, true
	case strings.EqualFold(text, "false"):
		return false, true
	default:
		return false, false
	}
}

// holds reports whether a clause is true of a request.
//
// See "Condition operators", "IAM JSON policy elements: Condition" and "Single-valued vs.
// multivalued context keys" in the IAM User Guide.
func (c *clause) holds(e *evaluation) bool {
	f := e.find(c.folded)
	if c.family == ofPresence {
		for i := range c.values {
			if v := &c.values[i]; v.usable && v.truth != f.present() {
				return true
			}
		}
		return false
	}
	if !f.present() || c.set != noSet && f.blank() {
		switch {
		case c.ifExists || c.set == forAllValues:
			// What ForAnyValue with IfExists says of a missing key is
			// engine's choice.
			return true
		case c.set == forAnyValue:
			return false
		default:
			return c.negated
		}
	}
	switch {
	case c.set == noSet && f.several:
		// AWS says that such keys need a prefix, and not what happens
		// without: engine's choice.
		return false
	case c.set == noSet || !f.several:
		return c.one(e, f.value)
	case c.set == forAllValues:
		for _, v := range f.values {
			if !c.one(e, v) {
				return false
			}
		}
		return true
	default:
		for _, v := range f.values {
			if c.one(e, v) {
				return true
			}
		}
		return false
	}
}

// one holds one value of the request against the clause.
func (c *clause) one(e *evaluation, text string) bool { return c.any(e, text) != c.negated }

// any reports whether one of the clause's values satisfies the operator, leaving
// out that it may be negated. What cannot be read matches nothing.
func (c *clause) any(e *evaluation, text string) bool {
	switch c.family {
	case ofText, ofBool:
		return slices.ContainsFunc(c.values, func(v value) bool {
			if !v.literal {
				resolved, missing := v.pattern.resolve(e)
				if missing != "" {
					return false
				}
				v.text = resolved.plain()
			}
			if c.family == ofBool {
				want, ok := parseBool(v.text)
				is, known := parseBool(text)
				return ok && known && want == is
			}
			return v.text == text || c.fold && strings.EqualFold(v.text, text)
		})
	case ofPattern:
		for i := range c.values {
			v := &c.values[i]
			pattern, missing := v.pattern, ""
			if !v.literal {
				pattern, missing = pattern.resolve(e)
			}
			if missing == "" && pattern.match(text, false) {
				return true
			}
		}
	case ofNumber:
		n, ok := parseDecimal(text)
		for i := range c.values {
			if v := &c.values[i]; ok && v.usable && c.order.holds(n.compare(v.number)) {
				return true
			}
		}
	case ofDate:
		at, ok := parseDate(text)
		for i := range c.values {
			if v := &c.values[i]; ok && v.usable && c.order.holds(at.Compare(v.date)) {
				return true
			}
		}
	case ofBinary:
		bytes, err := base64.StdEncoding.DecodeString(text)
		for i := range c.values {
			if v := &c.values[i]; err == nil && v.usable && v.bytes == string(bytes) {
				return true
			}
		}
	case ofAddress:
		a, err := netip.ParseAddr(text)
		for i := range c.values {
			if v := &c.values[i]; err == nil && v.usable && v.network.Contains(a.Unmap()) {
				return true
			}
		}
	case ofARN:
		parts, isARN := splitText(text)
		for i := range c.values {
			if c.values[i].arn.match(e, &parts, isARN) {
				return true
			}
		}
	}
	return false
}

// why says of a clause that does not hold what the request has instead.
func (c *clause) why(e *evaluation) string {
	f := e.find(c.folded)
	has := ""
	switch {
	case !f.present():
		has = "the request has no " + c.key
	case f.several:
		has = c.key + " is " + strings.Join(f.values, ", ")
		if c.set == noSet && c.family != ofPresence {
			has += ", and a key with several values needs ForAllValues or ForAnyValue"
		}
	default:
		has = c.key + " is " + f.value
	}
	return c.said + has
}
