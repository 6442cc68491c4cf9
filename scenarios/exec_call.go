package scenarios

import (
	"strings"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/scenarios/jmespath"
	"drydock/scenarios/output"
)

// execCall makes the call that an aws line asks for, and prints the answer.
func (a *Attempt) execCall(r *api.Request) Reply {
	reply := Reply{Request: r}
	if len(r.NotSimulated) > 0 {
		reply.Notes = append(reply.Notes, "accepted, not simulated: "+strings.Join(r.NotSimulated, ", "))
	}
	if r.Wait != nil {
		a.wait(r, &reply)
		return reply
	}
	moves := len(a.moves)
	if moves >= movesMax && !r.Op.Reads {
		reply.Err = errTooManyMoves.Error()
		return reply
	}
	call := a.Call
	if r.DryRun {
		call = a.dryRun
	}
	first, err := call(r)
	if err != nil {
		reply.refused(err)
		return reply
	}
	out, err := r.AllPages(first.Out, func(next *api.Request) (any, *api.Error) {
		page, err := call(next)
		if err != nil {
			return nil, err
		}
		return page.Out, nil
	})
	if err != nil {
		reply.refused(err)
		return reply
	}
	reply.Moved = len(a.moves) > moves
	reply.print(r, out)
	return reply
}

// dryRun asks whether a call would be accepted. EC2 answers with a refusal
// either way.
func (a *Attempt) dryRun(r *api.Request) (*engine.Result, *api.Error) {
	_, refused := a.world.Fork().Call(a.principal(), r.Op.ID(), r.Input)
	if a.refusal = refused; refused != nil {
		return nil, refused
	}
	err := api.Refuse("DryRunOperation", "Request would have succeeded, but DryRun flag is set.")
	err.Op = r.Op.Name
	return nil, err
}

// refused sets what a service's refusal prints.
func (r *Reply) refused(err *api.Error) {
	r.Err, r.Refusal = err.Error(), err
	if err.Hint != "" {
		r.Notes = append(r.Notes, err.Hint)
	}
	if len(err.Why) > 0 {
		r.Notes = append(r.Notes, whyHint)
	}
}

// whyHint is said beside a refusal that IAM has decided.
const whyHint = "why: tells which statement decided"

// print sets what an answer prints with the line's --query and --output. Either
// can fail though the call was made.
func (r *Reply) print(req *api.Request, out any) {
	tree, err := any(api.Tree(out)), error(nil)
	r.Data = out
	if req.Query != "" {
		if tree, err = search(req.Query, tree); err != nil {
			r.Data, r.Err = nil, err.Error()
			return
		}
		r.Data = tree
	}
	if tooLarge(tree) {
		r.Data, r.Err = nil, "The result of --query is too large to print."
		return
	}
	if r.Output, err = output.Print(req.Output, req.Op.Name, tree); err != nil {
		r.Err = err.Error()
	}
}

// search evaluates a query on an answer.
func search(query string, tree any) (any, error) {
	e, err := jmespath.Compile(query)
	if err != nil {
		return nil, err
	}
	return e.Search(tree)
}

// printMax bounds what is printed of an answer: a query can repeat its parts
// without end.
const printMax = 1 << 20

// tooLarge reports whether a tree would print to more than printMax bytes, or
// so.
func tooLarge(tree any) bool { return size(tree, printMax) > printMax }

// size estimates the bytes of a printed tree, and stops counting at a limit.
func size(tree any, limit int) int {
	const each = 16 // indent, quotes and commas
	n := each
	switch v := tree.(type) {
	case string:
		n += len(v)
	case []any:
		for _, item := range v {
			if n > limit {
				break
			}
			n += size(item, limit-n)
		}
	case api.Object:
		for _, m := range v {
			if n > limit {
				break
			}
			n += each + len(m.Name) + size(m.Value, limit-n)
		}
	}
	return n
}
