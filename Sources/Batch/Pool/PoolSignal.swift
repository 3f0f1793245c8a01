import Synchronization

/// Wakes the one who waits for something to happen; a call before that is not lost.
final class PoolSignal: Sendable {
    private struct State {
        var waiting: CheckedContinuation<Void, Never>?
        var isSent = false
    }

    private let state = Mutex(State())

    func send() {
        let waiting = state.withLock { state in
            state.isSent = state.waiting == nil
            return state.waiting.take()
        }
        waiting?.resume()
    }

    /// Waits until somebody calls, for so long at the most.
    func wait(for time: Nanoseconds? = nil) async {
        let timer = time.map { time in
            Task {
                guard (try? await Task.sleep(for: Duration(time))) != nil else { return }
                send()
            }
        }
        await withCheckedContinuation { continuation in
            let isSent = state.withLock { state in
                if !state.isSent { state.waiting = continuation }
                defer { state.isSent = false }
                return state.isSent
            }
            if isSent { continuation.resume() }
        }
        timer?.cancel()
    }
}
