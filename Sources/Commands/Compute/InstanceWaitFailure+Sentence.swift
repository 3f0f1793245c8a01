import Instances
import Terminal

extension CommandFailure {
    /// What `instances wait` ends with where the instance does not run.
    init(_ failure: InstanceWait.Failure) {
        func instance(_ id: Int, _ state: String) -> String {
            "Instance \(id) is \(ControlCharacterFilter.filterLine(state))"
        }
        switch failure {
        case .dead(let id, let state): self.init("\(instance(id, state)); it will not run any more.", .unavailable)
        case .lost(let id, let state): self.init("\(instance(id, state)), and stays so.", .unavailable)
        case .stopped(let id, let state):
            self.init("\(instance(id, state)); start it in the web interface, the API cannot.", .unavailable)
        case .gone: self.init("The instance is gone; it will not run any more.", .unavailable)
        case .timeUp(let state):
            self.init(
                "The instance does not run yet (\(state.map(ControlCharacterFilter.filterLine) ?? "no answer")), and the "
                    + "time is up; --timeout gives it more.", .tryAgain)
        }
    }
}
