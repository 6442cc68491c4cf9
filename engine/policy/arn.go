package policy

import (
	"fmt"
	"slices"
	"strings"
)

// ARN is an Amazon Resource Name in its six parts. The last part may itself hold
// colons and slashes.
type ARN struct{ Partition, Service, Region, Account, Resource string }

// partitions are those that AWS has.
var partitions = []string{"aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"}

// ParseARN reads an ARN. A Region or an account may be missing, as in those of
// Amazon S3; a partition, a service and a resource may not.
//
// See "Identify AWS resources with Amazon Resource Names (ARNs)" in the IAM User
// Guide.
func ParseARN(text string) (ARN, error) {
	parts, ok := splitText(text)
	a := ARN{parts[1], parts[2], parts[3], parts[4], parts[5]}
	switch {
	case !ok || parts[0] != "arn":
		return ARN{}, fmt.Errorf("%s is no ARN: expected arn:partition:service:region:account:resource", short(text))
	case !slices.Contains(partitions, a.Partition):
		return ARN{}, fmt.Errorf("%s is no ARN: there is no partition %s%s", short(text), short(a.Partition), meant(a.Partition, partitions))
	case !isVendor(a.Service):
		return ARN{}, fmt.Errorf("%s is no ARN: expected a service, found %s", short(text), short(a.Service))
	case a.Account != "" && a.Account != "aws" && !isAccount(a.Account):
		return ARN{}, fmt.Errorf("%s is no ARN: an account has 12 digits, found %s", short(text), short(a.Account))
	case a.Resource == "":
		return ARN{}, fmt.Errorf("%s is no ARN: it names no resource", short(text))
	}
	return a, nil
}

func (a ARN) String() string {
	return "arn:" + a.Partition + ":" + a.Service + ":" + a.Region + ":" + a.Account + ":" + a.Resource
}

// splitText cuts a text into the six parts of an ARN.
func splitText(text string) (parts [6]string, ok bool) {
	for i := range 5 {
		part, rest, found := strings.Cut(text, ":")
		if !found {
			return parts, false
		}
		parts[i], text = part, rest
	}
	parts[5] = text
	return parts, true
}

// splitGlob cuts a pattern without variables into the six parts of an ARN.
func splitGlob(g glob) (parts [6]glob, ok bool) {
	part := 0
	for _, t := range g {
		for t.kind == literal && part < 5 {
			before, after, found := strings.Cut(t.text, ":")
			if !found {
				break
			}
			if before != "" {
				parts[part] = append(parts[part], token{kind: literal, text: before})
			}
			part++
			t.text = after
		}
		if t.kind != literal || t.text != "" {
			parts[part] = append(parts[part], t)
		}
	}
	return parts, part == 5
}

// arnGlob is a pattern for ARNs, which is matched part by part: a wildcard never
// reaches over the colon behind its part. In the last part it does.
//
// See "IAM JSON policy elements: Resource" in the IAM User Guide.
type arnGlob struct {
	text  string
	all   bool // the pattern *
	bad   bool // it has fewer than six parts, so it matches nothing
	fixed bool // it has no variable, and parts are ready
	tail  bool // it has variables in the last part alone, and parts are ready
	whole glob
	parts [6]glob
}

func compileARN(text string, vars bool) (p arnGlob, problem string, at int) {
	p.text, p.all = text, text == "*"
	if p.whole, problem, at = compile(text, true, vars); problem != "" {
		return p, problem, at
	}
	var ok bool
	p.parts, ok = splitGlob(p.whole)
	p.fixed = p.whole.fixed()
	p.bad = p.fixed && !p.all && !ok
	p.tail = ok && !p.fixed
	for _, part := range p.parts[:5] {
		p.tail = p.tail && part.fixed()
	}
	return p, "", 0
}

// match holds the parts of an ARN against the pattern; isARN is false for a
// request that has no resource, and for text that is no ARN.
func (p *arnGlob) match(e *evaluation, parts *[6]string, isARN bool) bool {
	switch {
	case p.all:
		return true
	case p.bad || !isARN:
		return false
	case p.fixed:
		return p.parts[5].match(parts[5], false) && matchHead(&p.parts, parts)
	case p.tail:
		if !matchHead(&p.parts, parts) {
			return false
		}
		last, missing := p.parts[5].resolve(e)
		return missing == "" && last.match(parts[5], false)
	}
	resolved, missing := p.whole.resolve(e)
	if missing != "" {
		return false
	}
	pattern, ok := splitGlob(resolved)
	return ok && matchHead(&pattern, parts) && pattern[5].match(parts[5], false)
}

// matchHead holds all parts but the last against their patterns.
func matchHead(pattern *[6]glob, parts *[6]string) bool {
	for i := 4; i >= 0; i-- {
		if !pattern[i].match(parts[i], false) {
			return false
		}
	}
	return true
}

// isVendor reports whether text is the prefix of a service: ecs, s3-object-lambda.
func isVendor(text string) bool {
	return text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == "" && text[0] != '-'
}

func isAccount(text string) bool {
	return len(text) == 12 && strings.Trim(text, "0123456789") == ""
}
