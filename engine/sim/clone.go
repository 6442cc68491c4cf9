package sim

import (
	"fmt"
	"reflect"
	"sync"
)

// Clone returns a copy of v that shares no memory through which the one could
// change the other. Structs are copied field by field, so a field added later
// is copied without anybody remembering to. It panics on kinds that state must
// not have: functions, channels, interfaces, floating point, and structs with
// unexported fields that refer to other memory.
func Clone[T any](v *T) *T {
	out := new(T)
	*out = *v
	if p := planOf(reflect.TypeFor[T]()); p != nil {
		p(reflect.ValueOf(out).Elem())
	}
	return out
}

// plan makes an already copied value independent of its original. It is nil
// for a type whose copy is independent at once.
type plan func(v reflect.Value)

var plans sync.Map // reflect.Type → plan

func planOf(t reflect.Type) plan {
	if p, ok := plans.Load(t); ok {
		return p.(plan)
	}
	p := makePlan(t)
	plans.Store(t, p)
	return p
}

func makePlan(t reflect.Type) plan {
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return nil
	case reflect.Array:
		return arrayPlan(t)
	case reflect.Slice:
		return slicePlan(t)
	case reflect.Map:
		return mapPlan(t)
	case reflect.Pointer:
		return pointerPlan(t)
	case reflect.Struct:
		return structPlan(t)
	default:
		panic(fmt.Sprintf("sim: state must not hold a %s (%s)", t.Kind(), t))
	}
}

func arrayPlan(t reflect.Type) plan {
	elem := planOf(t.Elem())
	if elem == nil {
		return nil
	}
	return func(v reflect.Value) {
		for i := range v.Len() {
			elem(v.Index(i))
		}
	}
}

func slicePlan(t reflect.Type) plan {
	elem := planOf(t.Elem())
	return func(v reflect.Value) {
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeSlice(t, v.Len(), v.Len())
		reflect.Copy(fresh, v)
		if elem != nil {
			for i := range fresh.Len() {
				elem(fresh.Index(i))
			}
		}
		v.Set(fresh)
	}
}

func mapPlan(t reflect.Type) plan {
	if planOf(t.Key()) != nil {
		panic(fmt.Sprintf("sim: a map key must be plain (%s)", t))
	}
	elem := planOf(t.Elem())
	return func(v reflect.Value) {
		if v.IsNil() {
			return
		}
		fresh := reflect.MakeMapWithSize(t, v.Len())
		// The order of this walk cannot show: it fills another map.
		for it := v.MapRange(); it.Next(); {
			value := it.Value()
			if elem != nil {
				own := reflect.New(t.Elem()).Elem()
				own.Set(value)
				elem(own)
				value = own
			}
			fresh.SetMapIndex(it.Key(), value)
		}
		v.Set(fresh)
	}
}

func pointerPlan(t reflect.Type) plan {
	// The element's plan is looked up late: a type may refer to itself.
	return func(v reflect.Value) {
		if v.IsNil() {
			return
		}
		fresh := reflect.New(t.Elem())
		fresh.Elem().Set(v.Elem())
		if elem := planOf(t.Elem()); elem != nil {
			elem(fresh.Elem())
		}
		v.Set(fresh)
	}
}

func structPlan(t reflect.Type) plan {
	type step struct {
		field int
		do    plan
	}
	var steps []step
	for i := range t.NumField() {
		f := t.Field(i)
		p := planOf(f.Type)
		if p == nil {
			continue
		}
		if !f.IsExported() {
			panic(fmt.Sprintf("sim: %s.%s refers to memory and is not exported, so it cannot be copied", t, f.Name))
		}
		steps = append(steps, step{i, p})
	}
	if steps == nil {
		return nil
	}
	return func(v reflect.Value) {
		for _, s := range steps {
			s.do(v.Field(s.field))
		}
	}
}

// CloneAny is Clone for a pointer whose type is known only at run time.
func CloneAny(v any) any {
	original := reflect.ValueOf(v)
	out := reflect.New(original.Type().Elem())
	out.Elem().Set(original.Elem())
	if p := planOf(original.Type().Elem()); p != nil {
		p(out.Elem())
	}
	return out.Interface()
}
