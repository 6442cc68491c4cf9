package api

import (
	"slices"
	"strings"
)

// Title is the operation's name in words: "Authorize security group ingress".
func (o *Operation) Title() string { return inWords(o.Name) }

// Label is the member's name in words: "Source group", "CIDR block".
func (f *Field) Label() string { return inWords(f.Name) }

// One is the label of one element of a list: "Load balancer" of "Load
// balancers".
func (f *Field) One() string {
	label := f.Label()
	for _, ending := range [][2]string{{"ies", "y"}, {"sses", "ss"}, {"ss", "ss"}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(label, ending[0]); ok {
			return stem + ending[1]
		}
	}
	return label
}

// inWords parts a name of the API or an option of the CLI into words.
func inWords(name string) string {
	words := strings.Split(hyphenated(strings.TrimPrefix(name, "--")), "-")
	for i, w := range words {
		switch {
		case slices.Contains([]string{"acl", "arn", "cidr", "cpu", "dns", "ecs", "http", "iam", "icmp", "ip", "nat", "vpc"}, w):
			words[i] = strings.ToUpper(w)
		case w == "arns":
			words[i] = "ARNs"
		case w == "ipv4" || w == "ipv6":
			words[i] = "IP" + w[2:]
		case i == 0:
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}
