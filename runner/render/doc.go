// Package render has one package for each way of showing a verdict: console,
// html, junit and markdown. Each is a pure function of the verdict and, where it
// quotes what was asked, of the recording. What came from a target may hold
// anything, so it is made printable, and escaped for where it goes.
package render
