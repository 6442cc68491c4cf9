package policy

// The sources of an explanation: before what each statement says stands, for each
// kind of policies that was asked, what it comes to, so that the one that decided is
// seen at once.

// missed is the statement of a source that came nearest to allowing.
type missed struct {
	label string
	why   string
	what  mismatch
}

// note keeps a statement that would allow and does not match, where it came nearer
// than those before: of two that fail at the same part the first counts.
func (e *evaluation) note(s *statement, what mismatch) {
	if near := &e.near[e.source]; !s.deny && what != matched && (near.what == matched || what > near.what) {
		*near = missed{s.label, e.why(s, what), what}
	}
}

// sum records what each source comes to.
func (e *evaluation) sum(g *gates, d Decision) {
	for by := range g {
		source, v := Source(by), &g[by]
		decided := d.Effect == ImplicitDeny && d.By == source
		switch {
		case v.denies:
			e.rec.Narrow(false, source.String(), "DENY", v.deny.statement())
		case decided:
			e.rec.Narrow(false, source.String(), "no Allow", e.nearest(source))
		case v.allows:
			e.rec.Narrow(true, source.String(), "Allow", v.allow.statement())
		case e.asked[by]:
			e.rec.Narrow(true, source.String(), "says nothing", "")
		}
	}
}

// nearest says what is missing in a source of which nothing allows.
func (e *evaluation) nearest(source Source) string {
	switch near := e.near[source]; {
	case !e.asked[source]:
		return "there is no " + sources[source].plain
	case near.what == matched:
		return "none of its statements allows anything"
	case near.what == inAction:
		return "none of its statements allows " + e.request.Action
	default:
		return "nearest is " + near.label + ": " + near.why
	}
}

// statement names the statement that decided.
func (d Decision) statement() string { return d.Policy.statements[d.Statement-1].label }
