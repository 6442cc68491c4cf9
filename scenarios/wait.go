package scenarios

import (
	"fmt"
	"strings"

	"drydock/engine/api"
	"drydock/scenarios/source"
)

// TakesTime says whether a line of the console lets virtual time pass, so that
// it may take a while to answer.
func TakesTime(line string) bool {
	words := strings.Fields(line)
	return len(words) > 0 && words[0] == "advance" || len(words) > 2 && words[0] == "aws" && words[2] == "wait"
}

// wait makes the call of a waiter again and again, with the waiter's delay of
// virtual time between, until the answer settles it. The calls change nothing
// and are no inputs; the time that they take is.
func (a *Attempt) wait(r *api.Request, reply *Reply) {
	began := a.Elapsed()
	state, reason := a.settle(r)
	passed := source.Duration((a.Elapsed() - began).Milliseconds())
	if state != "success" {
		reply.Err = fmt.Sprintf("Waiter %s failed: %s", r.Wait.Name, reason)
	}
	if passed > 0 {
		reply.Notes = append(reply.Notes, fmt.Sprintf("%s passed; it is %s", passed, a.Clock().Format("15:04:05")))
	}
}

// settle polls until an acceptor says success or failure, and gives the state
// and the reason that the AWS CLI prints.
func (a *Attempt) settle(r *api.Request) (state, reason string) {
	matched := false
	for try := 1; ; try++ {
		out, refusal := a.world.Call(a.principal(), r.Op.ID(), r.Input)
		a.refusal = refusal
		var tree any
		if refusal == nil {
			tree = api.Tree(out.Out)
		}
		by, found := accept(r.Wait.Acceptors, tree, refusal)
		matched = matched || found
		switch {
		case !found && refusal != nil:
			return "failure", fmt.Sprintf("An error occurred (%s): %s", refusal.Code, refusal.Message)
		case found && by.State == "success":
			return "success", ""
		case found && by.State == "failure":
			return "failure", "Waiter encountered a terminal failure state: " + by.Explanation()
		case try < r.Wait.Attempts:
			a.Advance(r.Wait.Delay)
		case matched:
			return "failure", "Max attempts exceeded. Previously accepted state: " + by.Explanation()
		default:
			return "failure", "Max attempts exceeded"
		}
	}
}

// accept finds the first acceptor that an answer matches. When there is none it
// gives the last one, which botocore then names.
func accept(acceptors []api.Acceptor, tree any, refusal *api.Error) (api.Acceptor, bool) {
	for _, by := range acceptors {
		if matches(by, tree, refusal) {
			return by, true
		}
	}
	return acceptors[len(acceptors)-1], false
}

func matches(by api.Acceptor, tree any, refusal *api.Error) bool {
	switch by.Matcher {
	case "error":
		return refusal != nil && refusal.Code == by.Expected
	case "status":
		return refusal == nil && by.Expected == int64(200)
	}
	if refusal != nil {
		return false
	}
	found, err := search(by.Argument, tree)
	if err != nil {
		return false
	}
	if by.Matcher == "path" {
		return found == by.Expected
	}
	list, _ := found.([]any)
	equal := 0
	for _, v := range list {
		if v == by.Expected {
			equal++
		}
	}
	return equal > 0 && (by.Matcher == "pathAny" || equal == len(list))
}
