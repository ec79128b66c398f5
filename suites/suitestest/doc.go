// Package suitestest is for tests of the packages of suites: recordings of the
// reference cloud, made in memory and changed as a test likes, and a fake target
// of which a test says each answer.
package suitestest
