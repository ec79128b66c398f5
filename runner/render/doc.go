// Package render shows a verdict: on a terminal, as HTML, as Markdown and as
// JUnit XML.
//
// Each rendering is a pure function of the verdict and, where it quotes what
// was asked, of the recording. What came from a target may hold anything, so
// it is made printable, and escaped for where it goes, before it is written.
package render
