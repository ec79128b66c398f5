// Package openapi is the contract: the OpenAPI description of the instance actions of OpenStack Compute with its whole
// history, the catalogue of requirements, and the profiles. It loads them, projects the description to one edition and
// audience, and judges one answer against it.
package openapi
