package api

import (
	"reflect"

	"drydock/engine/sim"
)

// NextPage is the request for what an answer leaves out, and true where the AWS
// CLI makes it by itself: for an operation that it pages, unless the line gave a
// token or a size of page.
func (r *Request) NextPage(out any) (*Request, bool) {
	token := textField(out, "NextToken")
	in := reflect.ValueOf(r.Input).Elem()
	if token == "" || !theNames().calls[r.Op.ID()].pages || in.FieldByName("NextToken").String() != "" {
		return nil, false
	}
	if size := in.FieldByName("MaxResults"); size.IsValid() && !size.IsZero() {
		return nil, false
	}
	return r.page(token), true
}

// page is the request for the page at a token.
func (r *Request) page(token string) *Request {
	next := *r
	next.Input = sim.CloneAny(r.Input)
	reflect.ValueOf(next.Input).Elem().FieldByName("NextToken").SetString(token)
	return &next
}

// AllPages are the answers to a request and to those for its further pages, put
// together as the AWS CLI does. call makes one call.
func (r *Request) AllPages(out any, call func(*Request) (any, *Error)) (any, *Error) {
	next, more := r.NextPage(out)
	if !more {
		return out, nil
	}
	whole := sim.CloneAny(out)
	for more {
		page, err := call(next)
		if err != nil {
			return nil, err
		}
		appendLists(reflect.ValueOf(whole).Elem(), reflect.ValueOf(page).Elem())
		token := textField(page, "NextToken")
		if more = token != ""; more {
			next = r.page(token)
		}
	}
	reflect.ValueOf(whole).Elem().FieldByName("NextToken").SetString("")
	return whole, nil
}

// appendLists adds the lists of a page to those of an answer.
func appendLists(whole, page reflect.Value) {
	for i := range whole.NumField() {
		if f := whole.Field(i); f.Kind() == reflect.Slice {
			f.Set(reflect.AppendSlice(f, page.Field(i)))
		}
	}
}

// textField is a text of a structure by the name of its Go field; "" when it has
// none.
func textField(v any, name string) string {
	f := reflect.Indirect(reflect.ValueOf(v)).FieldByName(name)
	if !f.IsValid() {
		return ""
	}
	return f.String()
}
