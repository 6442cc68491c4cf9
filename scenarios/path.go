package scenarios

import (
	"fmt"
	"strconv"
	"strings"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/engine/trace"
)

// Network is what a screen draws of the network, now.
func (a *Attempt) Network() engine.NetworkPicture { return a.world.Network() }

// Paths follows connections from one thing to another, now: see engine.World.Paths.
func (a *Attempt) Paths(from, to string, port int64) ([]engine.PathView, error) {
	return a.world.Paths(from, to, port)
}

// Listens are the ports that something listens on at a thing, now.
func (a *Attempt) Listens(thing string) []int64 { return a.world.Listens(thing) }

// execPath follows the connections from one thing to another, hop by hop. Without a
// port it is the first that something listens on.
func (a *Attempt) execPath(args string) Reply {
	words := strings.Fields(args)
	if len(words) < 2 || len(words) > 3 {
		return Reply{Err: "path needs two things and a port: path node-a db-main 5432; a thing may be internet, and the second an AWS service such as s3", Unreadable: true}
	}
	port, err := a.portOf(words)
	if err != nil {
		return Reply{Err: err.Error(), Unreadable: true}
	}
	paths, err := a.world.Paths(words[0], words[1], port)
	switch {
	case err != nil:
		return Reply{Err: err.Error()}
	case len(paths) == 0:
		return Reply{Err: fmt.Sprintf("there is no path from %s to %s: one of them has no network interface at the moment, or both are the same one", words[0], words[1])}
	}
	var traces []trace.Trace
	for _, p := range paths {
		traces = append(traces, p.Trace())
	}
	return Reply{Output: pathLines(paths), Data: traces}
}

// pathLines prints paths below each other, those that are alike once: a load balancer
// and a service have several interfaces.
func pathLines(paths []engine.PathView) string {
	var order []string
	alike := map[string]int{}
	for _, p := range paths {
		text := strings.TrimRight(p.String(), "\n")
		if alike[text] == 0 {
			order = append(order, text)
		}
		alike[text]++
	}
	for i, text := range order {
		if n := alike[text]; n > 1 {
			head, rest, _ := strings.Cut(text, "\n")
			order[i] = fmt.Sprintf("%s (%d interfaces, all alike)\n%s", head, n, rest)
		}
	}
	return strings.Join(order, "\n")
}

// portOf is the port that a path leads to.
func (a *Attempt) portOf(words []string) (int64, error) {
	if len(words) == 3 {
		port, err := strconv.ParseInt(words[2], 10, 64)
		if err != nil || port < 1 || port > 65535 {
			return 0, fmt.Errorf("path: %s is no port: expected a number from 1 to 65535", words[2])
		}
		return port, nil
	}
	if ports := a.world.Listens(words[1]); len(ports) > 0 {
		return ports[0], nil
	}
	return 0, fmt.Errorf("path: which port of %s? Nothing listens there now: path %s %s 443", words[1], words[0], words[1])
}

// completePath offers places for the two ends of a path, and then the ports that
// something listens on.
func (a *Attempt) completePath(before string, cursor int) api.Completion {
	at := strings.LastIndex(before, " ") + 1
	prefix, given := before[at:], strings.Fields(before[:at])
	out := api.Completion{Start: len([]rune(before[:at])), End: cursor}
	add := func(text, note string) {
		if strings.HasPrefix(text, prefix) {
			out.Candidates = append(out.Candidates, api.Candidate{Text: text, Note: note})
		}
	}
	switch len(given) {
	case 1, 2:
		for _, p := range a.world.Places() {
			if len(given) == 2 || p.Kind != "AWS service" {
				add(p.Name, p.Kind)
			}
		}
	case 3:
		for _, port := range a.world.Listens(given[2]) {
			add(strconv.FormatInt(port, 10), "something listens there")
		}
	}
	return out
}
