package api

import (
	"fmt"
	"slices"
	"strings"
)

// option describes one simulated option.
func (p *page) option(op *Operation, opt option) {
	var f *Field
	if opt.field != nil {
		f, _ = op.shape.Field(opt.field.Name)
	}
	kind, doc := "string", ""
	switch {
	case f != nil:
		kind, doc = kindOf(f.Shape)+lengthOf(f.Shape), f.Doc
		if f.Kept {
			doc += keptRemark
		}
	case opt.added != nil:
		doc = opt.added.doc
	default: // --dry-run
		kind, doc = "boolean", "Ask only whether the request would succeed; EC2 answers DryRunOperation then."
	}
	required := ""
	if opt.needed() {
		required = ", required"
	}
	p.hang(2, 6, opt.flag+valueForm(opt)+" ("+kind+required+")")
	if opt.takes == takesNone && opt.field != nil && f != nil {
		doc += " " + offFlag(op, opt.field) + " says the contrary."
	}
	p.para(6, doc)
	enum := []string{}
	if f != nil {
		enum = f.only()
	} else if opt.added != nil {
		enum = opt.added.enum
	}
	if len(enum) > 0 {
		p.para(6, "One of: "+strings.Join(enum, ", "))
	}
	if f != nil {
		p.syntax(f, opt.bare)
	}
}

// syntax describes what a structure, or a list of them, holds, and how it is
// written; bare where the value of its one member is.
func (p *page) syntax(f *Field, bare bool) {
	s := f.Shape
	if s.Kind == List {
		s = s.Elem
	}
	if s.Kind != Structure {
		return
	}
	p.members(s, 8)
	if text, ok := shorthandForm(s); ok && !bare {
		p.hang(6, 10, "Shorthand: "+text)
	}
	json := jsonForm(s, f.only())
	if f.Shape.Kind == List {
		json = "[" + json + "]"
	}
	p.hang(6, 10, "JSON: "+json)
}

// members describe the members of a structure, one a line.
func (p *page) members(s *Shape, indent int) {
	for _, f := range s.Fields {
		line := f.Name + " (" + kindOf(f.Shape) + lengthOf(f.Shape)
		if f.Required {
			line += ", required"
		}
		line += "): " + f.Doc
		if f.Kept {
			line += keptRemark
		}
		if f.OnlyOf() {
			line += " One of: " + strings.Join(f.Enum, ", ") + "."
		}
		p.hang(indent, indent+4, line)
		inner := f.Shape
		if inner.Kind == List {
			inner = inner.Elem
		}
		p.members(inner, indent+2)
	}
}

// keptRemark follows the doc of a member that is kept and does nothing.
const keptRemark = " Kept and shown; not simulated."

// kindOf is the kind of a value as the AWS CLI's pages name it.
func kindOf(s *Shape) string {
	switch s.Kind {
	case List:
		return "list of " + kindOf(s.Elem) + "s"
	case Structure:
		return "structure"
	case Map:
		return "map"
	}
	return s.Kind.String()
}

// lengthOf is the range of a number, or of a length, for example ", 1 to 65535".
func lengthOf(s *Shape) string {
	text := ""
	switch {
	case s.Min != nil && s.Max != nil:
		text = fmt.Sprintf(", %d to %d", *s.Min, *s.Max)
	case s.Min != nil:
		text = fmt.Sprintf(", at least %d", *s.Min)
	case s.Max != nil:
		text = fmt.Sprintf(", at most %d", *s.Max)
	default:
		return ""
	}
	return text + map[Kind]string{String: " characters", List: " elements"}[s.Kind]
}

// shorthandForm is the shorthand of a structure; false when it has members that
// shorthand cannot say without brackets in brackets.
func shorthandForm(s *Shape) (string, bool) {
	parts := []string{}
	for _, f := range s.Fields {
		form := f.Shape.Kind.String()
		switch {
		case f.Shape.Kind == Structure:
			inner, ok := shorthandForm(f.Shape)
			if !ok {
				return "", false
			}
			form = "{" + inner + "}"
		case f.Shape.Kind == List && isComplex(f.Shape.Elem):
			return "", false
		case f.Shape.Kind == Map:
			form = "{KeyName=string}"
		case f.Shape.Kind == List:
			form = "[" + f.Shape.Elem.Kind.String() + "]"
		}
		parts = append(parts, f.Name+"="+form)
	}
	return strings.Join(parts, ","), len(parts) > 0
}

// jsonForm is the JSON of a value with blanks where a line may break.
func jsonForm(s *Shape, enum []string) string {
	switch s.Kind {
	case Structure:
		parts := []string{}
		for _, f := range s.Fields {
			parts = append(parts, `"`+f.Name+`": `+jsonForm(f.Shape, f.only()))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case List:
		return "[" + jsonForm(s.Elem, enum) + ", ...]"
	case Map:
		return `{"KeyName": "string", ...}`
	case Integer:
		return "integer"
	case Double:
		return "double"
	case Timestamp:
		return "timestamp"
	case Boolean:
		return "true|false"
	}
	if len(enum) > 0 && len(enum) <= 4 {
		return `"` + strings.Join(enum, `"|"`) + `"`
	}
	return `"string"`
}

// examples are values for the example lines, by what an option names.
var examples = map[string]string{
	"cluster": "prod", "service": "web", "task-definition": "web:1", "task": "1f2e3d4c5b6a79880716253443526170", "container-instance": "9a8b7c6d5e4f30211203f4e5d6c7b8a9",
	"instance": "i-0a1b2c3d4e5f60718", "vpc": "vpc-0a1b2c3d", "subnet": "subnet-0a1b2c3d", "internet-gateway": "igw-0a1b2c3d", "route-table": "rtb-0a1b2c3d",
	"route-table-association": "rtbassoc-0a1b2c3d", "elastic-ip": "eipalloc-0a1b2c3d", "address-association": "eipassoc-0a1b2c3d", "nat-gateway": "nat-0a1b2c3d",
	"vpc-endpoint": "vpce-0a1b2c3d", "prefix-list": "pl-6da54004", "network-acl": "acl-0a1b2c3d", "network-acl-association": "aclassoc-0a1b2c3d", "network-interface": "eni-0a1b2c3d",
	"service-deployment": "arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/web/NCWGC2ZR-taawPAYrIaU5",
	"service-revision":   "arn:aws:ecs:eu-west-1:123456789012:service-revision/prod/web/1485800978477494678",
	"task-set":           "ecs-svc/1485800978477494678",
	"role":               "ecsTaskExecutionRole", "role-arn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole", "user": "administrator", "group": "developers",
	"policy": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "instance-profile": "ecsInstanceRole",
	"principal": "arn:aws:iam::123456789012:user/administrator", "access-key": "AKIAIOSFODNN7EXAMPLE",
	"security-group": "sg-0a1b2c3d", "security-group-rule": "sgr-0a1b2c3d", "image": "web:1",
	"target-group":          "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef",
	"load-balancer":         "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef",
	"classic-load-balancer": "web", "listener-rule": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/web/0123456789abcdef/fedcba9876543210/0011223344556677",
	"ecs-resource": "arn:aws:ecs:eu-west-1:123456789012:service/prod/web",
	"listener":     "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/0123456789abcdef/fedcba9876543210",
}

// example is a line that the operation takes: with what it requires, or else
// with its first option that has a plain value.
func example(op *Operation, command string) (string, bool) {
	words := []string{"aws", op.Service, command}
	options := optionsOf(op)
	needs := slices.ContainsFunc(options, option.needed)
	for _, opt := range options {
		if opt.field == nil || opt.off || needs && !opt.needed() {
			continue
		}
		f, ok := op.shape.Field(opt.field.Name)
		if !ok {
			continue
		}
		value := exampleOf(f, f.Shape, f.Name)
		if opt.bare {
			value = exampleOf(f.Shape.Elem.Fields[0], f.Shape.Elem.Fields[0].Shape, f.Name)
		}
		if f.Shape.Kind == Boolean {
			words = append(words, opt.flag)
		} else {
			words = append(words, opt.flag, Quote(value))
		}
		if !needs {
			break
		}
	}
	return strings.Join(words, " "), true
}

// exampleOf is a value of a member, as a word of a line.
func exampleOf(f *Field, s *Shape, name string) string {
	switch s.Kind {
	case List:
		return exampleOf(f, s.Elem, name)
	case Structure:
		parts := []string{}
		for _, m := range s.Fields {
			plain := m.Shape.Kind != List && m.Shape.Kind != Structure && m.Shape.Kind != Map
			if m.Required || plain && len(parts) < 2 {
				parts = append(parts, m.Name+"="+exampleOf(m, m.Shape, m.Name))
			}
		}
		return strings.Join(parts, ",")
	case Map:
		return "{name=web}"
	case Integer:
		if s.Min != nil && *s.Min > 1 {
			return scalarText(*s.Min)
		}
		return "1"
	case Double:
		return "50"
	case Timestamp:
		return "2026-03-02T09:00:00Z"
	case Boolean:
		return "true"
	}
	switch {
	case f.Document == "trust":
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	case f.Document == "endpoint":
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::menus/*"}]}`
	case f.Document != "":
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::menus/*"}]}`
	case len(f.Enum) > 0:
		return f.Enum[0]
	case f.Ref != "":
		return examples[f.Ref]
	case strings.Contains(strings.ToLower(name), "cidr"):
		return "10.0.0.0/16"
	}
	return "web"
}
