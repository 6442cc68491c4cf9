package api

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Operation is one AWS API operation that the engine answers.
type Operation struct {
	Service string // the CLI's name: "ecs", "ec2", "efs", "elb", "elbv2", "iam", "sts"; "drydock" for what only scenario authors use
	Name    string // "CreateService"
	Action  string // IAM action: "ecs:CreateService", "elasticloadbalancing:CreateListener"
	Reads   bool   // changes nothing
	Hidden  bool   // not offered on the aws line
	Summary string // one sentence, for help

	input, output reflect.Type
	shape         *Shape // of input
	real          *Shape // the whole request as AWS has it
	realAnswer    *Shape // the whole answer as AWS has it
}

// ID is Service and Name joined by a colon: "ecs:CreateService".
func (o *Operation) ID() string { return o.Service + ":" + o.Name }

// Command is the operation's name on the aws line: "create-service".
func (o *Operation) Command() string { return hyphenated(o.Name) }

// NewInput is a pointer to a new zero input struct.
func (o *Operation) NewInput() any { return reflect.New(o.input).Interface() }

// Input is the shape of the request as far as it is modelled.
func (o *Operation) Input() *Shape { return o.shape }

// Output is the shape of the answer as far as it is modelled.
func (o *Operation) Output() *Shape { return shapeOf(o.output, o.Name, true) }

// RealInput is the whole request as AWS has it, what is not modelled included.
// A structure in it may hold itself.
func (o *Operation) RealInput() *Shape { return o.real }

// RealOutput is the whole answer as AWS has it, in the manner of RealInput.
func (o *Operation) RealOutput() *Shape { return o.realAnswer }

// Operations are all operations, sorted by ID.
func Operations() []*Operation { return slices.Clone(theTable().sorted) }

// Find is the operation with that ID.
func Find(id string) (*Operation, bool) {
	op, ok := theTable().byID[id]
	return op, ok
}

// RealOperations are the names of all operations that a service of AWS has,
// sorted: of ours and of the rest. service is the CLI's name; Drydock's own has
// none.
func RealOperations(service string) []string { return slices.Clone(theNames().ops[service]) }

// FindCommand is the operation that an aws line names: "ecs", "create-service".
// Hidden operations are found too.
func FindCommand(service, command string) (*Operation, bool) {
	op, ok := theTable().byCommand[service+" "+command]
	return op, ok
}

// table is the one table of operations, and the ways to look in it.
type table struct {
	sorted          []*Operation
	byID, byCommand map[string]*Operation
}

var theTable = sync.OnceValue(func() *table {
	t := &table{byID: map[string]*Operation{}, byCommand: map[string]*Operation{}}
	t.sorted = slices.Concat(ec2Operations(), ec2NetworkOperations(), ecsOperations(), ecsServiceDeploymentOperations(), ecsTaskSetOperations(), ecsCapacityProviderOperations(), efsOperations(), elbOperations(), elbv2Operations(), iamRoleOperations(), iamUserOperations(), iamGroupOperations(), iamPolicyOperations(), iamProfileOperations(), iamSimulationOperations(), stsOperations(), drydockOperations())
	slices.SortFunc(t.sorted, func(a, b *Operation) int { return strings.Compare(a.ID(), b.ID()) })
	for _, op := range t.sorted {
		op.shape = shapeOf(op.input, op.Name, false)
		op.real = op.shape
		if call, ok := theNames().calls[op.ID()]; ok {
			op.real, op.realAnswer = call.input, call.output
		} else {
			op.realAnswer = op.Output()
		}
		t.byID[op.ID()] = op
		t.byCommand[op.Service+" "+op.Command()] = op
	}
	return t
})

// read is the row of an operation that changes nothing.
func read[In, Out any](service, name, summary string) *Operation {
	op := write[In, Out](service, name, summary)
	op.Reads = true
	return op
}

// write is the row of an operation that changes state.
func write[In, Out any](service, name, summary string) *Operation {
	return &Operation{
		Service: service, Name: name, Action: actionOf(service, name), Summary: summary,
		input: reflect.TypeFor[In](), output: reflect.TypeFor[Out](),
	}
}

// actionOf is the IAM action of an operation.
func actionOf(service, name string) string {
	prefixes := map[string]string{"efs": "elasticfilesystem", "elb": "elasticloadbalancing", "elbv2": "elasticloadbalancing"}
	return cmp.Or(prefixes[service], service) + ":" + name
}
