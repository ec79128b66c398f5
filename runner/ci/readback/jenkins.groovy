// Runs the declarative pipeline of a Jenkinsfile with as much of Jenkins as ours uses: jenkins.groovy JENKINSFILE
// prints how the build ends. A section or a step in the wrong place, or with a wrong argument, is an error.
// Of each step this holds what Jenkins' reference says, so that a new one has to be looked up first.
import java.nio.file.FileSystems
import org.codehaus.groovy.control.CompilerConfiguration

class Build {
  String result = 'SUCCESS'

  void atBest(String other) {
    def order = ['SUCCESS', 'UNSTABLE', 'FAILURE']
    if (order.indexOf(other) > order.indexOf(result)) { result = other }
  }
}

class Failed extends Exception { Failed(String message) { super(message) } }

abstract class Section {
  Build build

  void within(Section section, Closure body) {
    section.build = build
    body.delegate = section
    body.resolveStrategy = Closure.DELEGATE_ONLY
    body.call()
  }
}

class Pipeline extends Section {
  final any = 'any'

  void agent(label) { assert label == any }
  void stages(Closure body) { within(new Stages(), body) }
}

class Stages extends Section {
  void stage(String name, Closure body) {
    def stage = new Stage(build: build)
    within(stage, body)
    assert stage.first: "the stage ${name} has no steps"
    stage.run()
  }
}

class Stage extends Section {
  Closure first, last

  void steps(Closure body) { first = body }
  void post(Closure body) { last = body }

  void run() {
    attempt { within(new Steps(), first) }
    if (last) { attempt { within(new Post(), last) } }
  }

  private void attempt(Closure part) {
    try {
      part.call()
    } catch (Failed failed) {
      println "failed: ${failed.message}"
      build.atBest('FAILURE')
    }
  }
}

class Post extends Section {
  void always(Closure body) { within(new Steps(), body) }
}

class Steps extends Section {
  void script(Closure body) { within(this, body) }
  void error(String message) { throw new Failed(message) }

  void unstable(String message) {
    println "unstable: ${message}"
    build.atBest('UNSTABLE')
  }

  def sh(Map given) {
    known(given, [script: String, returnStatus: Boolean])
    def code = new ProcessBuilder('sh', '-xe', '-c', given.script).inheritIO().start().waitFor()
    if (given.returnStatus) { return code }
    if (code != 0) { throw new Failed("script returned exit code ${code}") }
  }

  void junit(Map given) {
    known(given, [testResults: String, skipPublishingChecks: Boolean, skipMarkingBuildUnstable: Boolean])
    if (!new File(given.testResults).exists()) { throw new Failed('no test report files were found') }
    def suites = new XmlSlurper().parse(new File(given.testResults))
    def failures = suites.'**'.count { it.name() in ['failure', 'error'] }
    println "junit: ${failures} failures"
    if (failures && !given.skipMarkingBuildUnstable) { build.atBest('UNSTABLE') }
  }

  void archiveArtifacts(Map given) {
    known(given, [artifacts: String])
    def pattern = FileSystems.default.getPathMatcher("glob:./${given.artifacts}")
    def found = false
    new File('.').eachFileRecurse { found |= it.file && pattern.matches(it.toPath()) }
    if (!found) { throw new Failed("no artifacts match ${given.artifacts}") }
  }

  private void known(Map given, Map<String, Class> types) {
    given.each { name, value -> assert types[name]?.isInstance(value): "${name}: ${value}" }
  }
}

abstract class Declarative extends Script {
  void pipeline(Closure body) { new Root(build: binding.build).within(new Pipeline(), body) }
}

class Root extends Section {}

def build = new Build()
def configuration = new CompilerConfiguration(scriptBaseClass: Declarative.name)
new GroovyShell(this.class.classLoader, new Binding(build: build), configuration).evaluate(new File(args[0]))
println "the build ends as ${build.result}"
