package sim

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sort"
	"sync"
)

// Digest returns the SHA-256 of values in a canonical form, in hexadecimal:
// equal values have equal digests on every platform, and every field counts,
// also one added later. Fields tagged `digest:"-"` are left out.
func Digest(values ...any) string {
	sum := sha256.New()
	b := bufio.NewWriter(sum) // a large world does not fit into memory twice
	for _, v := range values {
		digest(b, reflect.ValueOf(v))
	}
	_ = b.Flush() // a hash takes everything
	return hex.EncodeToString(sum.Sum(nil))
}

func digest(b *bufio.Writer, v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		flag(b, v.Bool())
	case reflect.String:
		number(b, uint64(v.Len()))
		_, _ = b.WriteString(v.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		number(b, uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		number(b, v.Uint())
	case reflect.Slice, reflect.Array:
		number(b, uint64(v.Len()))
		for i := range v.Len() {
			digest(b, v.Index(i))
		}
	case reflect.Map:
		if index, ok := v.Interface().(map[string]int); ok {
			digestIndex(b, index)
			return
		}
		keys := v.MapKeys()
		sort.Slice(keys, func(i, j int) bool { return less(keys[i], keys[j]) })
		number(b, uint64(len(keys)))
		for _, k := range keys {
			digest(b, k)
			digest(b, v.MapIndex(k))
		}
	case reflect.Pointer:
		flag(b, !v.IsNil())
		if !v.IsNil() {
			digest(b, v.Elem())
		}
	case reflect.Struct:
		for _, i := range counted(v.Type()) {
			digest(b, v.Field(i))
		}
	default:
		panic(fmt.Sprintf("sim: cannot digest a %s", v.Type()))
	}
}

// digestIndex digests the index of a table: a map like others, and by far the
// largest ones.
func digestIndex(b *bufio.Writer, index map[string]int) {
	keys := slices.Sorted(maps.Keys(index))
	number(b, uint64(len(keys)))
	for _, k := range keys {
		number(b, uint64(len(k)))
		_, _ = b.WriteString(k)
		number(b, uint64(index[k]))
	}
}

var fieldsOf sync.Map // reflect.Type → []int

// counted are the fields of a struct that are not left out of digests.
func counted(t reflect.Type) []int {
	if known, ok := fieldsOf.Load(t); ok {
		return known.([]int)
	}
	var fields []int
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("digest") != "-" {
			fields = append(fields, i)
		}
	}
	fieldsOf.Store(t, fields)
	return fields
}

func less(a, b reflect.Value) bool {
	if a.Kind() == reflect.String {
		return a.String() < b.String()
	}
	return a.Int() < b.Int()
}

func number(b *bufio.Writer, n uint64) {
	_, _ = b.Write(binary.BigEndian.AppendUint64(b.AvailableBuffer(), n))
}

func flag(b *bufio.Writer, set bool) {
	n := byte(0)
	if set {
		n = 1
	}
	_ = b.WriteByte(n)
}
