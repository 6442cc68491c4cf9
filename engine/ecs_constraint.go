package engine

import (
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/cql"
	"drydock/engine/placement"
)

// maxConstraints is how many placement constraints a task may have, those of its
// definition and of the request together. API Reference, CreateService.
const maxConstraints = 10

// Types of placement constraints.
const (
	distinctInstance = "distinctInstance"
	memberOf         = "memberOf"
)

// readStrategies checks a chain of strategies and spells its fields as ECS
// keeps them: engine's choice, AWS answers binpack's field in capitals.
func readStrategies(in []api.PlacementStrategy) ([]api.PlacementStrategy, *api.Error) {
	if len(in) > placement.MaxStrategies {
		return nil, invalid("Maximum number of strategies is %d", placement.MaxStrategies)
	}
	out := []api.PlacementStrategy{}
	for _, s := range in {
		switch field := s.Field; s.Type {
		case placement.Random:
			s.Field = "" // AWS: not used
		case placement.Binpack:
			if s.Field = strings.ToUpper(field); s.Field != placement.FieldCPU && s.Field != placement.FieldMemory {
				return nil, invalid("binpack field '%s' is invalid", field)
			}
		case placement.Spread:
			if s.Field = spreadField(field); s.Field == "" {
				return nil, invalid("spread field '%s' is invalid: instanceId, host or attribute:NAME.", field).Ours()
			}
		default:
			return nil, invalid("A placement strategy needs a type: spread, binpack or random.").Ours()
		}
		out = append(out, s)
	}
	return out, nil
}

// spreadField is the field of a spread as ECS keeps it; empty when there is no
// such field.
func spreadField(field string) string {
	for _, known := range []string{placement.FieldInstance, placement.FieldHost} {
		if strings.EqualFold(field, known) {
			return known
		}
	}
	if name, ok := strings.CutPrefix(field, "attribute:"); ok && attributeName.MatchString(name) {
		return field
	}
	return ""
}

// readConstraints checks the constraints of a service whose tasks are of a
// definition.
func readConstraints(in []api.PlacementConstraint, d *taskDefinition) ([]api.PlacementConstraint, *api.Error) {
	if len(in)+len(d.Body.PlacementConstraints) > maxConstraints {
		return nil, invalid("A task has at most %d placement constraints, those of its task definition included.", maxConstraints).Ours()
	}
	out := []api.PlacementConstraint{}
	for _, c := range in {
		switch c.Type {
		case distinctInstance:
			if c.Expression != nil {
				return nil, invalid("distinctInstance expression should not be specified.")
			}
		case memberOf:
			if wrong := wrongExpression(c.Expression); wrong != "" {
				return nil, invalid("%s", wrong).Ours()
			}
		default:
			return nil, invalid("A placement constraint needs a type: memberOf or distinctInstance.").Ours()
		}
		out = append(out, c)
	}
	return out, nil
}

// readTaskConstraints checks the constraints of a task definition.
func readTaskConstraints(in []api.TaskDefinitionPlacementConstraint) ([]api.TaskDefinitionPlacementConstraint, *api.Error) {
	if len(in) > maxConstraints {
		return nil, clientError("A task definition has at most %d placement constraints.", maxConstraints).Ours()
	}
	out := []api.TaskDefinitionPlacementConstraint{}
	for _, c := range in {
		if c.Type != memberOf {
			return nil, clientError("constraint.type '%s' is not supported.", c.Type)
		}
		if wrong := wrongExpression(c.Expression); wrong != "" {
			return nil, clientError("%s", wrong).Ours()
		}
		out = append(out, c)
	}
	return out, nil
}

// readPlacement is what a service's constraints and strategies will be: a list
// that is not given stays, an empty one removes. No running task moves for it.
func (w *World) readPlacement(s *service, in *api.UpdateServiceInput) ([]api.PlacementConstraint, []api.PlacementStrategy, *api.Error) {
	constraints, strategies := s.Constraints, s.Strategies
	var err *api.Error
	if in.PlacementConstraints != nil {
		if constraints, err = readConstraints(in.PlacementConstraints, w.s.Definitions.Get(s.Definition)); err != nil {
			return nil, nil, err
		}
	}
	if in.PlacementStrategy != nil {
		if strategies, err = readStrategies(in.PlacementStrategy); err != nil {
			return nil, nil, err
		}
	}
	return constraints, strategies, nil
}

// wrongExpression says what is wrong with the expression of a memberOf
// constraint; "" when nothing is.
func wrongExpression(text *string) string {
	if text == nil || *text == "" {
		return "A memberOf constraint needs an expression."
	}
	if _, err := cql.Parse(*text); err != nil {
		return "The memberOf expression is not valid: " + err.Error()
	}
	return ""
}

// chainOf is a chain of strategies as placement reads it; without any it is what
// a service gets.
func chainOf(strategies []api.PlacementStrategy) []placement.Strategy {
	if len(strategies) == 0 {
		return placement.ServiceDefault()
	}
	out := make([]placement.Strategy, len(strategies))
	for i, have := range strategies {
		out[i] = placement.Strategy{Type: have.Type, Field: have.Field}
	}
	return out
}

// strategyWords names a chain in a line.
func strategyWords(s *service) string {
	var words []string
	for _, step := range chainOf(s.Strategies) {
		words = append(words, step.String())
	}
	if len(s.Strategies) == 0 {
		return "the default: " + strings.Join(words, ", ")
	}
	return strings.Join(words, ", ")
}

// constraintWords names a service's constraints in a line.
func constraintWords(s *service) string {
	var words []string
	for _, c := range s.Constraints {
		if c.Expression != nil {
			words = append(words, c.Type+" "+*c.Expression)
		} else {
			words = append(words, c.Type)
		}
	}
	return orNone(strings.Join(words, ", "))
}

// sameConstraints reports whether two lists ask the same, in the same order.
func sameConstraints(a, b []api.PlacementConstraint) bool {
	return slices.EqualFunc(a, b, func(x, y api.PlacementConstraint) bool {
		return x.Type == y.Type && (x.Expression == nil) == (y.Expression == nil) && (x.Expression == nil || *x.Expression == *y.Expression)
	})
}

// expressions are the memberOf expressions that the instance of a task must
// satisfy: the definition's, then those given.
func (w *World) expressions(given []api.PlacementConstraint, d *taskDefinition) []cql.Expr {
	var out []cql.Expr
	for _, c := range d.Body.PlacementConstraints {
		out = append(out, w.expression(*c.Expression))
	}
	for _, c := range given {
		if c.Type == memberOf {
			out = append(out, w.expression(*c.Expression))
		}
	}
	return out
}

// expression reads an expression that was found right when it was given, once.
func (w *World) expression(text string) cql.Expr {
	e, known := w.read[text]
	if known {
		return e
	}
	e, err := cql.Parse(text)
	if err != nil {
		panic("engine: an expression was not checked: " + err.Error())
	}
	if w.read == nil {
		w.read = map[string]cql.Expr{}
	}
	w.read[text] = e
	return e
}

// member is a container instance as expressions see it.
func (w *World) member(c *containerInst) *cql.Instance {
	in := &cql.Instance{EC2ID: c.Instance, AgentVersion: agentVersion, Connected: c.Connected, RegisteredAt: w.TimeOf(c.RegisteredAt).UnixMilli()}
	for _, a := range w.attributesOf(c) {
		in.Attributes = append(in.Attributes, cql.Attribute{Name: a.Name, Value: a.Value})
	}
	for _, arn := range c.Tasks {
		if t := w.s.Tasks.Get(arn); t.DesiredStatus == taskRunning {
			in.Groups = append(in.Groups, t.Group)
		}
	}
	return in
}

// notMember names the first expression that an instance does not satisfy, and
// what it has instead when that is wanted; "" when it satisfies all.
func (w *World) notMember(c *containerInst, expressions []cql.Expr, wanted bool) string {
	if len(expressions) == 0 {
		return ""
	}
	in := w.member(c)
	for _, e := range expressions {
		switch {
		case e.Match(in):
		case wanted:
			return "memberOf " + e.String() + ": " + e.Explain(in)
		default:
			return e.String()
		}
	}
	return ""
}
