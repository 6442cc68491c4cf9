package scenarios

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drydock/engine/api"
	"drydock/engine/trace"
)

// Reply is the answer to one line of the console.
type Reply struct {
	Output string   // what is printed; for a call what the aws command prints
	Err    string   // what went wrong, as the command line would print it
	Notes  []string // what Drydock adds: members that are not simulated, hints
	Moved  bool     // an accepted call that changed the world
	// Data is the output as data, for JSON: a call's answer after --query, traces,
	// events.
	Data any
	// Request is the call that the line made; nil for the console's own words.
	Request *api.Request
	// Refusal is set when a service refused a call.
	Refusal *api.Error
	// Unreadable is set when the line itself is wrong; nothing was called.
	Unreadable bool
}

// Line is the call of a reply as a line of the console; empty when there was
// none.
func (r Reply) Line() string {
	if r.Request == nil {
		return ""
	}
	return api.Line(r.Request.Op, r.Request.Input)
}

// Exec reads and does one line of the console.
func (a *Attempt) Exec(line string) Reply {
	if strings.TrimSpace(line) == "" {
		return Reply{}
	}
	if reply, ok := a.ownWord(line); ok {
		return reply
	}
	in, err := parseInput(a.shell(), line)
	if err != nil {
		return unreadable(err)
	}
	switch in.word {
	case "aws":
		return a.execCall(in.request)
	case "advance":
		a.Advance(in.advance.Std())
		return Reply{Output: "It is " + a.Clock().Format("15:04:05") + "."}
	case "why":
		return a.execWhy(in.rest)
	case "path":
		return a.execPath(in.rest)
	case "events":
		return a.execEvents(in.rest)
	case "undo":
		if err := a.Undo(); err != nil {
			return Reply{Err: err.Error()}
		}
		return Reply{Output: fmt.Sprintf("Back at %s, before the last move; %d left.", a.Clock().Format("15:04:05"), a.Moves())}
	case "hint":
		h, err := a.Hint()
		if err != nil {
			return Reply{Err: err.Error()}
		}
		return Reply{Output: fmt.Sprintf("Hint %d of %d (costs %d): %s", h.Number, h.Of, h.Cost, h.Text), Data: h}
	case "goals":
		goals := a.Goals()
		return Reply{Output: goalLines(goals), Data: goals}
	case "outcome":
		if len(a.scenario.Goals) == 0 {
			return Reply{Err: "this world has no goals, so it has no outcome"}
		}
		o := a.Submit().Finish()
		return Reply{Output: o.String(), Data: o}
	default:
		return Reply{Output: consoleHelp(in.rest)}
	}
}

// unreadable answers a line that cannot be read. Help is asked for the same way
// and is no mistake.
func unreadable(err error) Reply {
	var usage *api.UsageError
	if errors.As(err, &usage) && usage.Exit == 0 {
		return Reply{Output: usage.Text}
	}
	return Reply{Err: err.Error(), Unreadable: true}
}

// WhyRefused explains why the last call was refused: the decisions of IAM, the
// last one the denial. It fails when the last call was accepted, and when not IAM
// but the service itself refused it.
func (a *Attempt) WhyRefused() ([]trace.Trace, error) {
	const things = "why needs the name of a thing: a task, an instance, a target such as node-a:32768, a target group, a service, a security group, a subnet, a route table, a role, a user"
	switch r := a.refusal; {
	case r == nil:
		return nil, errors.New(things + "; without one it explains why your last call was refused, and none was")
	case len(r.Why) == 0:
		return nil, fmt.Errorf("no policy refused your last call, %s; its service did: %s", r.Op, r.Message)
	default:
		return r.Why, nil
	}
}

// execWhy explains a thing, or without one why the last call was refused.
func (a *Attempt) execWhy(thing string) Reply {
	explain := func() ([]trace.Trace, error) { return a.Why(thing) }
	if thing == "" {
		explain = a.WhyRefused
	}
	traces, err := explain()
	if err != nil {
		return Reply{Err: err.Error()}
	}
	var text []string
	for _, t := range traces {
		text = append(text, strings.TrimRight(t.String(), "\n"))
	}
	return Reply{Output: strings.Join(text, "\n"), Data: traces}
}

// execEvents lists the last events: 20, or as many as asked for, or "all".
func (a *Attempt) execEvents(arg string) Reply {
	events := a.Events()
	n, err := strconv.Atoi(arg)
	switch {
	case arg == "all":
		n = len(events)
	case arg == "":
		n = 20
	case err != nil || n < 1:
		return Reply{Err: fmt.Sprintf("events %s: expected a number above 0, or all", arg), Unreadable: true}
	}
	events = events[max(0, len(events)-n):]
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintf(&b, "%s %s\n", a.EventTime(e).Format("15:04:05"), e.Message)
	}
	return Reply{Output: strings.TrimRight(b.String(), "\n"), Data: events}
}

// consoleHelp lists the console's words, or shows help for an aws command.
func consoleHelp(about string) string {
	if about != "" {
		if text, ok := api.Help(append(strings.Fields(strings.TrimPrefix(about, "aws ")), "help")); ok {
			return text
		}
	}
	return strings.TrimSpace(`
aws …            call AWS: aws ecs describe-services --cluster prod --services web
                 --query 'services[].serviceName' --output table|text|json
aws help         the services; aws ecs help: its commands; aws ecs list-tasks help: one command
aws … wait …     let time pass until something is so: aws ecs wait services-stable --services web
file://NAME      as a value: a file of the scenario's folder
advance 5m       let virtual time pass: 30s, 5m, 1h30m
why <thing>      explain a task, an instance, a target (node-a:32768), a target group, a service, a
                 group, a subnet, a route table, a role, a user; why alone: which statement decided
                 that your last call was refused
path <a> <b> 443 follow a connection to a port hop by hop, to what stops it: path node-a db 5432;
                 either end may be internet, the second an AWS service (s3) or an address
events [N|all]   what happened
goals            how the goals stand
hint             a hint for the present state; it costs points
undo             back to the instant before the last move; redo: make it again
choices          the answers of a puzzle of choice; choose <id>: pick one
fork [5m|start]  a second timeline, from now or from 5m into play; switch, drop
outcome          submit: play to the horizon and score
help             this; help ecs update-service: one command
Tab completes commands, options and names.`)
}

// Complete completes a line of the console.
func (a *Attempt) Complete(line string, cursor int) api.Completion {
	runes := []rune(line)
	cursor = min(max(cursor, 0), len(runes))
	before := string(runes[:cursor])
	word, _, more := strings.Cut(before, " ")
	switch {
	case !more:
		return completeWords(word, cursor)
	case word == "aws":
		return api.Complete(line, cursor, a.world.Names)
	case word == "why":
		return a.completeThings(before, cursor)
	case word == "path":
		return a.completePath(before, cursor)
	default:
		return api.Completion{Start: cursor, End: cursor}
	}
}

func completeWords(word string, cursor int) api.Completion {
	out := api.Completion{Start: 0, End: cursor}
	for _, w := range words {
		if strings.HasPrefix(w, word) {
			out.Candidates = append(out.Candidates, api.Candidate{Text: w})
		}
	}
	return out
}

// completeThings offers the things that why knows.
func (a *Attempt) completeThings(before string, cursor int) api.Completion {
	at := strings.LastIndex(before, " ") + 1
	prefix := before[at:]
	out := api.Completion{Start: len([]rune(before[:at])), End: cursor}
	add := func(text, note string) {
		candidate := api.Candidate{Text: text, Note: note}
		if text != "" && strings.HasPrefix(text, prefix) && !slices.Contains(out.Candidates, candidate) {
			out.Candidates = append(out.Candidates, candidate)
		}
	}
	p := a.Picture()
	for _, s := range p.Services {
		add(s.Name, "service")
	}
	for _, lb := range p.LoadBalancers {
		add(lb.Name, "load balancer")
		for _, r := range lb.Ways {
			add(r.TargetGroup.Name, "target group")
			for _, t := range r.TargetGroup.Targets {
				add(fmt.Sprintf("%s:%d", t.Host, t.Port), t.State)
			}
		}
	}
	for _, r := range p.Roles {
		add(r.Name, "role")
	}
	for _, u := range p.Users {
		add(u.Name, "user")
	}
	for _, kind := range []string{
		"instance", "security-group", "task", "vpc", "subnet", "route-table", "network-acl", "internet-gateway", "nat-gateway", "vpc-endpoint", "database",
	} {
		for _, n := range a.world.Names(kind) {
			if n.Alias != "" {
				add(n.Alias, kind)
			} else {
				add(n.ID, kind)
			}
		}
	}
	return out
}

// goalLines prints goals, one a line with its value.
func goalLines(goals []Goal) string {
	var b strings.Builder
	for _, g := range goals {
		mark, points := "✗ not met", g.Points
		if g.Met {
			mark = "✓ met    "
		}
		fmt.Fprintf(&b, "%s  %3d  %s (%s)\n", mark, points, g.Text, g.When)
		if g.Met {
			fmt.Fprintf(&b, "                %s\n", g.Value)
		} else {
			fmt.Fprintf(&b, "                %s\n", g.Why)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// String prints an outcome for people.
func (o Outcome) String() string {
	verdict := "not passed"
	if o.Passed {
		verdict = "passed " + strings.Repeat("★", o.Stars) + strings.Repeat("☆", 3-o.Stars)
	}
	hints := ""
	if o.Hints > 0 {
		hints = fmt.Sprintf(", %d points spent on hints", o.Hints)
	}
	return fmt.Sprintf("%s\n%s%s: %d of %d points, %s (par %d)%s\nseed %d, hash %s",
		goalLines(o.Goals), o.rightsLines(), verdict, o.Score, o.Points, plural(o.Moves, "move"), o.Par, hints, o.Seed, o.Hash)
}

// rightsLines tell of permissions beyond need.
func (o Outcome) rightsLines() string {
	var b strings.Builder
	for _, r := range o.Rights {
		if r.Granted == 0 {
			continue
		}
		fmt.Fprintf(&b, "role %s: %d of %d granted actions were needed\n", r.Name, r.Used, r.Granted)
		for _, what := range r.Unused {
			b.WriteString("  unused: " + what + "\n")
		}
		for _, what := range r.Broad {
			b.WriteString("  broad: " + what + "\n")
		}
	}
	return b.String()
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// JSON is a reply as one object of the console's JSON form.
func (r Reply) JSON(line string, at string) ([]byte, error) {
	type failure struct {
		Code    string `json:"code,omitempty"`
		Message string `json:"message"`
	}
	out := struct {
		Input  string   `json:"input"`
		Time   string   `json:"time"`
		OK     bool     `json:"ok"`
		Output any      `json:"output,omitempty"`
		Error  *failure `json:"error,omitempty"`
		Notes  []string `json:"notes,omitempty"`
		Moved  bool     `json:"moved,omitempty"`
	}{Input: line, Time: at, OK: r.Err == "", Output: r.Data, Notes: r.Notes, Moved: r.Moved}
	if out.Output == nil && r.Output != "" {
		out.Output = r.Output
	}
	switch {
	case r.Refusal != nil:
		out.Error = &failure{r.Refusal.Code, r.Refusal.Message}
	case r.Err != "":
		out.Error = &failure{Message: r.Err}
	}
	return json.Marshal(out)
}
