// Package scaling has the arithmetic by which ECS divides tasks between capacity
// providers.
//
// It follows "Amazon ECS capacity providers" in the Amazon ECS Developer Guide and
// CapacityProviderStrategyItem in the API Reference: the base is met first, and the
// weights share the rest. In which order the remainder is shared is not documented;
// the one here is an engine's choice, always within one task of the exact shares.
package scaling
