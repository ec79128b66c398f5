// Package openapi is the contract: the OpenAPI description of the instance actions of OpenStack Compute with its whole
// history, the catalogue of requirements, the profiles, and the order in which the API decides. It loads them, projects the
// description to one edition and audience, judges one answer against it, and tells what must come of a question.
package openapi
