package playtest

import (
	"strings"
	"time"

	"drydock/engine/api"
	"drydock/tui/play"
)

// Exec takes Fix, "advance" with a duration, "help", and refuses the rest as the
// AWS command line would.
func (a *Attempt) Exec(line string) play.Reply {
	line = strings.Join(strings.Fields(line), " ")
	word, rest, _ := strings.Cut(line, " ")
	switch {
	case line == Fix:
		a.before = append(a.before, a.world)
		a.fixed = a.now
		return play.Reply{
			Output: "{\n    \"Return\": true,\n    \"SecurityGroupRules\": [\n        {\n            \"SecurityGroupRuleId\": \"sgr-0123456789abcdef0\",\n            \"GroupId\": \"sg-0bbb\"\n        }\n    ]\n}\n",
			Moved:  true,
		}
	case word == "advance":
		d, err := time.ParseDuration(rest)
		if err != nil {
			return play.Reply{Err: "advance: say how far, such as advance 10m"}
		}
		a.advance(d)
		return play.Reply{Output: "It is " + a.Clock().Format("15:04:05") + "."}
	case word == "help":
		return play.Reply{Output: "aws SERVICE COMMAND …   an AWS call\nadvance 10m             play on\nwhy THING               explain\nevents, goals, hint, undo, outcome\n"}
	case word == "aws":
		return play.Reply{Err: "An error occurred (ClusterNotFoundException) when calling the UpdateService operation: Cluster not found."}
	}
	return play.Reply{Err: "no such command: " + word + "; try help"}
}

var words = [...]api.Candidate{
	{Text: "create-service", Note: "run and keep tasks"},
	{Text: "delete-service", Note: "stop and remove a service"},
	{Text: "describe-clusters", Note: "clusters with their counters"},
	{Text: "describe-services", Note: "services with events"},
	{Text: "describe-tasks", Note: "tasks and their containers"},
	{Text: "update-service", Note: "change a service"},
}

// Complete completes the last word after "aws ecs ", or the first word.
func (a *Attempt) Complete(line string, cursor int) api.Completion {
	typed := string([]rune(line)[:cursor])
	start := strings.LastIndexByte(typed, ' ') + 1
	list := words[:]
	if start == 0 {
		list = []api.Candidate{{Text: "advance"}, {Text: "aws"}, {Text: "help"}}
	}
	c := api.Completion{Start: start, End: cursor}
	for _, w := range list {
		if strings.HasPrefix(w.Text, typed[start:]) {
			c.Candidates = append(c.Candidates, w)
		}
	}
	return c
}
