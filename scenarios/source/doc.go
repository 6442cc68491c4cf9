// Package source reads the TOML files that authors write, and says exactly
// where each mistake in them is.
//
// Reading is four steps, so that all mistakes of a file are told in one run:
//
//	f, ds := source.Parse("web.toml", src)          // a syntax error stops here, alone
//	list := &source.List{File: f.Name}
//	f.Check("", f.Tree, reflect.TypeFor[T](), list) // unknown keys, wrong kinds, missing keys
//	source.Decode(f.Tree, &t)                       // unsound parts stay zero
//	list.Addf(f.Value("goal[1].points"), "…")       // the caller's own checks, on the sound parts
//
// A tree consists of map[string]any, []any, string, int64, float64, bool and
// time.Time. Check and Decode read it beside a Go type whose fields carry
// `toml:"name"` tags; a field without a tag is no part of the format, and
// `toml:"name,required"` makes the key obligatory. Substitute makes a copy of a
// tree with its variables filled in; paths are the same in the copy, so
// positions still hold and the copy can be checked again.
//
// Positions are one-based lines and columns; a column counts characters (runes),
// as editors do, and not bytes. A path names a place in a file: the keys with a
// dot between them and the indices of arrays in brackets, as in
// `world.service[0].load_balancers[0].target_group_arn`. A key that is not bare
// in TOML's sense stands quoted in a path.
//
// The package knows nothing of scenarios. It never reads a file from disk.
package source
