// Package assets holds what is embedded into the program: the syllabus so far.
// It imports nothing of the project.
package assets

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed syllabus.toml
var syllabus string

// Objective is one statement of the syllabus.
type Objective struct {
	ID    string // "lb.dynamic-port"
	Text  string
	Check string // "engine" when the engine decides it, "know" for a fact to know
	Note  string
}

// Syllabus returns every objective, in the order of the file.
var Syllabus = sync.OnceValue(func() []Objective {
	var file struct{ Objective []Objective }
	if _, err := toml.Decode(syllabus, &file); err != nil {
		panic("assets: the embedded syllabus: " + err.Error())
	}
	return file.Objective
})

// topics names the first part of objective ids for people.
var topics = map[string]string{
	"docker": "Docker", "ecr": "image registry", "platform": "choosing a platform", "ecs": "ECS", "taskdef": "task definitions", "iam": "roles and permissions",
	"lb": "load balancing", "env": "configuration and secrets", "storage": "storage", "scale": "scaling", "deploy": "rolling updates",
	"events": "events and queues", "placement": "placement", "eks": "EKS", "apprunner": "App Runner", "copilot": "Copilot",
}

// Topic is the part of the syllabus to which an objective belongs: "load
// balancing" for "lb.dynamic-port".
func Topic(objective string) string {
	first, _, _ := strings.Cut(objective, ".")
	if name, ok := topics[first]; ok {
		return name
	}
	return first
}
