package policy

import (
	"slices"
	"strings"
)

// Context is what is known about a request: condition keys with their values.
// The zero value is empty. The case of keys does not count.
type Context struct{ rows []contextRow } // in the order of their keys

type contextRow struct {
	key    string // without case
	value  string
	values []string // of a key that may have several
	multi  bool
}

// Set gives a key one value.
func (c *Context) Set(key, value string) { c.put(contextRow{key: key, value: value}) }

// SetList gives a key that may have several values, such as aws:TagKeys, those of
// the request. Without any the key is missing.
func (c *Context) SetList(key string, values ...string) {
	c.put(contextRow{key: key, values: values, multi: true})
}

func (c *Context) put(r contextRow) {
	r.key = strings.ToLower(r.key)
	at, has := c.find(r.key)
	if has {
		c.rows[at] = r
		return
	}
	c.rows = slices.Insert(c.rows, at, r)
}

func (c *Context) find(folded string) (at int, has bool) {
	return slices.BinarySearchFunc(c.rows, folded, func(r contextRow, key string) int { return strings.Compare(r.key, key) })
}

// finding is what a request has of a key.
type finding struct {
	has     bool
	several bool // the key is one that may have several values
	value   string
	values  []string
}

// present reports whether the key is there with a value; an empty list counts as
// a missing key.
func (f *finding) present() bool { return f.has && (!f.several || len(f.values) > 0) }

// blank reports whether the value is an empty string and nothing else, which set
// operators take for a missing key.
//
// See "Set operators for multivalued context keys" in the IAM User Guide.
func (f *finding) blank() bool {
	return !f.several && f.value == "" || f.several && len(f.values) == 1 && f.values[0] == ""
}

// find looks a key up: in the context, then among what is known of the caller and
// of the resource.
func (e *evaluation) find(folded string) finding {
	if at, has := e.request.Context.find(folded); has {
		r := &e.request.Context.rows[at]
		return finding{true, r.multi, r.value, r.values}
	}
	value := e.known(folded)
	return finding{has: value != "", value: value}
}

// known is the value of a key that follows from who calls and on what; "" when
// there is none.
//
// See "AWS global condition context keys" in the IAM User Guide.
func (e *evaluation) known(folded string) string {
	if !strings.HasPrefix(folded, "aws:") {
		return ""
	}
	who := &e.request.Principal
	switch folded {
	case "aws:principalarn":
		return who.PrincipalARN()
	case "aws:principalaccount":
		return who.account
	case "aws:principaltype":
		switch kind := who.Type(); kind {
		case Service, WebIdentity:
		default:
			return string(kind)
		}
	case "aws:username":
		if who.kind == User {
			return who.lastName()
		}
	case "aws:userid":
		switch {
		case who.kind == Root:
			return who.account
		case who.unique == "":
		case who.kind == User:
			return who.unique
		case who.kind == AssumedRole:
			return who.unique + ":" + who.lastName()
		}
	case "aws:principalisawsservice":
		switch who.kind {
		case Service:
			return "true"
		case User, Root, AssumedRole, FederatedUser:
			return "false"
		}
	case "aws:principalservicename":
		if who.kind == Service {
			return who.arn
		}
	case "aws:resourceaccount":
		return e.owner
	}
	return ""
}

// single is the value of a key for a variable. A key that may have several values
// has none there.
func (e *evaluation) single(folded string) (string, bool) {
	f := e.find(folded)
	return f.value, f.has && !f.several
}

// Clone is a copy that can be added to without changing the original.
func (c *Context) Clone() Context { return Context{rows: slices.Clone(c.rows)} }

// Has reports whether a key was set.
func (c *Context) Has(key string) bool {
	_, has := c.find(strings.ToLower(key))
	return has
}

// Drop takes keys away.
func (c *Context) Drop(keys ...string) {
	for _, key := range keys {
		if at, has := c.find(strings.ToLower(key)); has {
			c.rows = slices.Delete(c.rows, at, at+1)
		}
	}
}

// Value is the value of a key that has one; false when it was not set, and for one
// that may have several.
func (c *Context) Value(key string) (string, bool) {
	at, has := c.find(strings.ToLower(key))
	if !has || c.rows[at].multi {
		return "", false
	}
	return c.rows[at].value, true
}

// Keys are the keys that were set, in lower case and sorted.
func (c *Context) Keys() []string {
	var out []string
	for _, r := range c.rows {
		out = append(out, r.key)
	}
	return out
}

// String shows the keys in their order, each with its value, and the values of one
// that may have several in brackets: "aws:tagkeys=[team tier] ecs:cluster=…".
func (c *Context) String() string {
	var out []string
	for _, r := range c.rows {
		value := r.value
		if r.multi {
			value = "[" + strings.Join(r.values, " ") + "]"
		}
		out = append(out, r.key+"="+value)
	}
	return strings.Join(out, " ")
}
