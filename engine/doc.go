// Package engine is a deterministic cluster: a world that behaves as ECS, EC2
// networking and Elastic Load Balancing are documented to behave, over a
// virtual clock.
//
// A world changes through two doors only: Call, which is one AWS API request
// by one principal, and Advance, which lets virtual time pass. The same seed
// and the same sequence of calls and advances give the same world and the same
// event log, byte for byte, on every platform. Fork copies a world, Hash
// digests it, Why explains what it decided.
//
// The rules themselves stand in small packages below this one (placement,
// rollout, network, targethealth); this package wires them to state and time.
package engine
