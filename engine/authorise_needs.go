package engine

import (
	"maps"

	"drydock/engine/policy"
)

// asking has, by operation, the function that says what a request needs.
type asking map[string]func(w *World, in any) []need

// asks makes an entry of asking from a function with typed input.
func asks[In any](f func(w *World, in *In) []need) func(*World, any) []need {
	return func(w *World, in any) []need { return f(w, in.(*In)) }
}

// joined are the entries of several services.
func joined(services ...asking) asking {
	out := asking{}
	for _, of := range services {
		maps.Copy(out, of)
	}
	return out
}

// keyed is a context of keys and their values in turn. A key without a value, one
// of which a request says nothing, is left out.
func keyed(pairs ...string) policy.Context {
	var out policy.Context
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out.Set(pairs[i], pairs[i+1])
		}
	}
	return out
}

// listed gives a key all values of a request; without any it stays missing.
func listed(keys *policy.Context, key string, values []string) {
	if len(values) > 0 {
		keys.SetList(key, values...)
	}
}

// plus is a context with more keys and values.
func plus(keys policy.Context, pairs ...string) policy.Context {
	out := keys.Clone()
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out.Set(pairs[i], pairs[i+1])
		}
	}
	return out
}

// truth is a Boolean as condition keys have it.
func truth(is bool) string {
	if is {
		return "true"
	}
	return "false"
}

// truthIf is truth of a member that a request may leave out; "" when it does.
func truthIf(is *bool) string {
	if is == nil {
		return ""
	}
	return truth(*is)
}
