package cql

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Instance is a container instance as expressions see it.
type Instance struct {
	EC2ID        string
	AgentVersion string // "1.95.0"
	Connected    bool   // whether its agent is connected
	RegisteredAt int64  // milliseconds since 1970, UTC
	Attributes   []Attribute
	// Groups holds the task group of each task with desired status RUNNING.
	Groups []string
}

// Attribute is a name with a value; the value may be empty.
type Attribute struct{ Name, Value string }

// Expr is an expression that was read. Its zero value is of no use.
type Expr struct {
	text    string
	root    node
	ofTasks bool
}

// OfTasks reports whether the expression asks about the tasks on an instance,
// so that a match may change when a task comes or goes.
func (e Expr) OfTasks() bool { return e.ofTasks }

// String is the expression as it was written.
func (e Expr) String() string { return e.text }

// Match reports whether an instance satisfies the expression.
func (e Expr) Match(in *Instance) bool { return e.root.match(in) }

// Explain says what decided the match: what the instance has of the subjects
// that did.
func (e Expr) Explain(in *Instance) string {
	var facts []string
	for _, s := range e.root.decided(in) {
		if fact := s.fact(in); !slices.Contains(facts, fact) {
			facts = append(facts, fact)
		}
	}
	return strings.Join(facts, ", ")
}

// node is a part of an expression.
type node interface {
	match(*Instance) bool
	// decided are the single expressions on which the match hangs.
	decided(*Instance) []*single
}

type and struct{ parts []node }

func (a and) match(in *Instance) bool {
	return !slices.ContainsFunc(a.parts, func(n node) bool { return !n.match(in) })
}

func (a and) decided(in *Instance) []*single { return decidedBy(a.parts, in, false) }

type or struct{ parts []node }

func (o or) match(in *Instance) bool {
	return slices.ContainsFunc(o.parts, func(n node) bool { return n.match(in) })
}

func (o or) decided(in *Instance) []*single { return decidedBy(o.parts, in, true) }

// decidedBy finds the first part that settles the whole by its result; when
// none does, all of them together settle it.
func decidedBy(parts []node, in *Instance, result bool) []*single {
	var all []*single
	for _, n := range parts {
		if n.match(in) == result {
			return n.decided(in)
		}
		all = append(all, n.decided(in)...)
	}
	return all
}

type not struct{ part node }

func (n not) match(in *Instance) bool        { return !n.part.match(in) }
func (n not) decided(in *Instance) []*single { return n.part.decided(in) }

// single is one comparison: a subject, an operator, and what the operator
// compares with.
type single struct {
	subject  subject
	name     string // of the attribute
	op       operator
	literals []string
	pattern  *regexp.Regexp // of opMatches and opNotMatches
	numbers  []int64        // the literals of registeredAt and runningTasksCount
}

// subject is what an expression asks about.
type subject int

const (
	agentConnected subject = iota
	agentVersion
	ec2InstanceID
	registeredAt
	runningTasksCount
	taskGroup
	attribute
)

// subjects has each subject's word; an attribute's is followed by its name.
var subjects = [...]string{"agentConnected", "agentVersion", "ec2InstanceId", "registeredAt", "runningTasksCount", "task:group", "attribute:"}

func (s subject) String() string { return subjects[s] }

// operator is a comparison.
type operator int

const (
	opEqual operator = iota
	opNotEqual
	opGreater
	opGreaterEqual
	opLess
	opLessEqual
	opExists
	opNotExists
	opIn
	opNotIn
	opMatches
	opNotMatches
)

// operators has each operator's symbol and its word; exists and in have no
// symbol of their own.
var operators = [...]struct{ symbol, word string }{
	{"==", "equals"},
	{"!=", "not_equals"},
	{">", "greater_than"},
	{">=", "greater_than_equal"},
	{"<", "less_than"},
	{"<=", "less_than_equal"},
	{"", "exists"},
	{"!exists", "not_exists"},
	{"", "in"},
	{"!in", "not_in"},
	{"=~", "matches"},
	{"!~", "not_matches"},
}

func (o operator) String() string {
	if o := operators[o]; o.symbol == "" {
		return o.word
	}
	return operators[o].symbol
}

// allowed reports whether AWS documents the operator for the subject;
// attributes and task groups are not restricted.
func (s subject) allowed(o operator) bool {
	switch s {
	case agentConnected, ec2InstanceID:
		return o == opEqual || o == opNotEqual || o >= opIn
	case agentVersion, registeredAt, runningTasksCount:
		return o <= opLessEqual
	default:
		return true
	}
}

// fact says what an instance has of the subject.
func (s *single) fact(in *Instance) string {
	values, has := s.values(in)
	switch {
	case s.subject == attribute && !has:
		return "it has no attribute " + s.name
	case s.subject == attribute && values[0] == "":
		return "attribute:" + s.name + " has no value"
	case s.subject == attribute:
		return "attribute:" + s.name + " is " + values[0]
	case s.subject == taskGroup && !has:
		return "no task runs on it"
	case s.subject == taskGroup:
		slices.Sort(values)
		return "tasks of " + strings.Join(slices.Compact(values), ", ") + " run on it"
	case s.subject == registeredAt:
		return "registeredAt is " + instant(in.RegisteredAt)
	case s.subject == runningTasksCount:
		return "runningTasksCount is " + strconv.Itoa(len(in.Groups))
	default:
		return s.subject.String() + " is " + values[0]
	}
}
