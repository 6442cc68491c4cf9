// Package managed holds the AWS managed policies that containers and those who
// run them use, as data: each with its path, the id and the date of its default
// version, and the document. They are as AWS had published them in March 2026;
// later versions are not here, and of versions before the default one nothing is
// kept.
//
// See "AWS managed policies" in the AWS Managed Policy Reference.
package managed

import (
	"embed"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// Policy is one AWS managed policy.
type Policy struct {
	Name     string
	Path     string // "/", "/service-role/", "/aws-service-role/"
	Version  string // of the default version: "v10"
	Created  time.Time
	Document string // JSON
}

// ARN is the policy's ARN. AWS managed policies belong to no customer's account.
func (p *Policy) ARN() string { return "arn:aws:iam::aws:policy" + p.Path + p.Name }

//go:embed policies/*.json
var files embed.FS

// All are the policies, by name.
func All() []*Policy { return known().list }

// Find is the policy with that ARN; nil when there is none here.
func Find(arn string) *Policy { return known().byARN[arn] }

type index struct {
	list  []*Policy
	byARN map[string]*Policy
}

var known = sync.OnceValue(func() *index {
	entries, err := files.ReadDir("policies")
	if err != nil {
		panic(fmt.Sprintf("managed: %v", err)) // it is embedded
	}
	out := &index{byARN: map[string]*Policy{}}
	for _, e := range entries {
		text, err := files.ReadFile("policies/" + e.Name())
		if err != nil {
			panic(fmt.Sprintf("managed: %v", err))
		}
		var row struct {
			Name, Path, Version string
			Created             time.Time
			Document            json.RawMessage
		}
		if err := json.Unmarshal(text, &row); err != nil {
			panic(fmt.Sprintf("managed: %s: %v", e.Name(), err))
		}
		p := &Policy{row.Name, row.Path, row.Version, row.Created, string(row.Document)}
		out.list = append(out.list, p)
		out.byARN[p.ARN()] = p
	}
	return out
})
