import JSON
import Localization
import Synchronization

/// One server: the value that knows the protocol, the transport, and the clock.
final class MCPConnection: Sendable {
    /// A server that ended in the midst of its work is started again so often.
    private static let restarts = 3

    private struct Call {
        var continuation: CheckedContinuation<MCPCallOutcome, Never>
        var progress: @Sendable (ToolProgress) -> Void
    }

    private struct Held: ~Copyable {
        var state: MCPClientState
        var transport: (any MCPTransport)?
        /// All that were started, which all have to end.
        var former: [any MCPTransport] = []
        var generation = 0
        var starts = 0
        var hasBeenReady = false
        var isOver = false
        /// Whether the server has ended while nobody waited for anything of it.
        var endedIdle = false
        var calls: [Int: Call] = [:]
        var waiting: [CheckedContinuation<Void, Never>] = []
        var alarm: (deadline: Duration, task: Task<Void, Never>)?
    }

    typealias MakeTransport = @Sendable () throws(ServerFailure) -> any MCPTransport

    private let isProcess: Bool
    private let limits: MCPClientState.Limits
    private let makeTransport: MakeTransport
    private let notice: @Sendable (MCPClientState.Notice) -> Void
    private let held: Mutex<Held>
    private let clock = ContinuousClock()
    private let beginning = ContinuousClock.now

    init(
        isProcess: Bool, limits: MCPClientState.Limits = .init(),
        notice: @escaping @Sendable (MCPClientState.Notice) -> Void,
        makeTransport: @escaping MakeTransport
    ) {
        self.isProcess = isProcess
        self.limits = limits
        self.notice = notice
        self.makeTransport = makeTransport
        held = Mutex(Held(state: MCPClientState(isProcess: isProcess, limits: limits)))
    }

    /// The server's tools, once it has told them; starts it, or starts it again, where it does not run.
    func tools() async -> Result<[MCPTool], ServerFailure> {
        await withTaskCancellationHandler {
            await settle()
        } onCancel: {
            perform { state, _ in state.interrupt() }
        }
        return held.withLock { held in
            if case .failed(let failure) = held.state.phase { return .failure(failure) }
            return held.state.phase == .ready ? .success(held.state.tools) : .failure(.interrupted)
        }
    }

    /// What the server says of itself, once it does.
    var info: MCPServerInfo? { held.withLock { $0.state.info } }
    /// Whether the server worked, and has ended while nobody waited for anything of it.
    var endedIdle: Bool { held.withLock { $0.endedIdle && $0.hasBeenReady } }
    /// The last lines of its standard error.
    var errorLines: [String] { held.withLock { $0.transport?.errorLines ?? [] } }

    /// Calls a tool.
    func call(
        _ tool: MCPTool, _ arguments: JSONObject, progress: @escaping @Sendable (ToolProgress) -> Void
    ) async -> MCPCallOutcome {
        let number = Mutex<Int?>(nil)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                perform(
                    { state, now in
                        let (id, actions) = state.call(tool, arguments, now: now)
                        number.withLock { $0 = id }
                        return actions
                    }, call: Call(continuation: continuation, progress: progress))
                // The task may have been cancelled before there was a number.
                if Task.isCancelled { cancel(number) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    private func cancel(_ number: borrowing Mutex<Int?>) {
        guard let id = number.withLock({ $0 }) else { return }
        perform { state, _ in state.cancel(id) }
    }

    /// Ends the server, and waits for that.
    func end() async {
        perform { state, _ in state.fail(.interrupted) }
        let transports = held.withLock { held in
            held.isOver = true
            held.alarm?.task.cancel()
            return held.former + (held.transport.map { [$0] } ?? [])
        }
        await withTaskGroup(of: Void.self) { group in
            for transport in transports { group.addTask { await transport.end() } }
        }
    }

    /// Starts what has to be started, and waits until the tools are known or will not be.
    private func settle() async {
        let begins = held.withLock { held in
            guard !held.isOver, held.starts <= Self.restarts else { return false }
            switch held.state.phase {
            case .idle: break
            case .failed(let failure) where held.hasBeenReady || failure == .interrupted:
                held.state = MCPClientState(isProcess: isProcess, limits: limits)
            default: return false
            }
            held.starts += 1
            return true
        }
        if begins { await launch { state, now in state.start(now: now) } }
        perform { state, now in state.refresh(now: now) }
        await withCheckedContinuation { continuation in
            let isSettled = held.withLock { held in
                switch held.state.phase {
                case .ready, .failed, .idle: return true
                default:
                    held.waiting.append(continuation)
                    return false
                }
            }
            if isSettled { continuation.resume() }
        }
    }

    /// Starts a transport, and tells the state of it.
    private func launch(_ then: @escaping @Sendable (inout MCPClientState, Duration) -> [MCPClientState.Action]) async {
        do throws(ServerFailure) {
            let transport = try makeTransport()
            let generation = held.withLock { held in
                if let former = held.transport { held.former.append(former) }
                held.transport = transport
                held.generation += 1
                held.endedIdle = false
                return held.generation
            }
            try await transport.start { [weak self] event in self?.take(event, of: generation) }
            perform(then)
        } catch {
            perform { state, _ in state.fail(error) }
        }
    }

    private func take(_ event: MCPTransportEvent, of generation: Int) {
        let isCurrent = held.withLock { held in
            guard held.generation == generation else { return false }
            if case .ended = event, !held.state.hasFailed { held.endedIdle = held.calls.isEmpty }
            return true
        }
        guard isCurrent else { return }
        perform { state, now in
            switch event {
            case .message(let bytes): state.receive(bytes, now: now)
            case .errorText(let size): state.useless(size, now)
            case .lineTooLong(let limit):
                state.fail(.brokenProtocol(Message("it sent a line of more than \(limit >> 20) MiB")))
            case .exchangeFailed(let id, let failure): state.exchangeFailed(id, failure, now: now)
            case .ended(let status): state.ended(status, now: now)
            }
        }
    }

    /// Tells the state of something, and does what it answers.
    private func perform(
        _ body: (inout MCPClientState, Duration) -> [MCPClientState.Action], call: Call? = nil
    ) {
        let now = clock.now - beginning
        let rest = held.withLock { held -> [@Sendable () -> Void] in
            let actions = body(&held.state, now)
            if let call { held.calls[held.state.lastID] = call }
            let rest = actions.compactMap { take($0, &held) }
            arm(&held, now)
            return rest
        }
        // What wakes others is done without the lock.
        for step in rest { step() }
    }

    private func take(_ action: MCPClientState.Action, _ held: inout Held) -> (@Sendable () -> Void)? {
        switch action {
        case .send(let message):
            held.transport?.send(message)
            return nil
        case .restart:
            return { Task { await self.launch { state, now in state.restarted(now: now) } } }
        case .ready:
            held.hasBeenReady = true
            return wakeAll(&held)
        case .failed:
            let transport = held.transport
            let wake = wakeAll(&held)
            return {
                wake()
                Task { await transport?.end() }
            }
        case .progress(let id, let progress):
            let tell = held.calls[id]?.progress
            return { tell?(progress) }
        case .finished(let id, let outcome):
            let call = held.calls.removeValue(forKey: id)
            return { call?.continuation.resume(returning: outcome) }
        case .abandon(let id):
            held.transport?.abandon(id)
            return nil
        case .notice(let notice): return { self.notice(notice) }
        }
    }

    private func wakeAll(_ held: inout Held) -> @Sendable () -> Void {
        let waiting = held.waiting
        held.waiting = []
        return { for continuation in waiting { continuation.resume() } }
    }

    /// Sets the clock to the state's deadline, unless it rings before that anyway.
    private func arm(_ held: inout Held, _ now: Duration) {
        guard !held.isOver, let deadline = held.state.deadline else { return }
        if let alarm = held.alarm, alarm.deadline <= deadline { return }
        held.alarm?.task.cancel()
        let instant = beginning + deadline
        held.alarm = (
            deadline,
            Task { [weak self] in
                guard (try? await Task.sleep(until: instant, clock: .continuous)) != nil else { return }
                self?.ring()
            }
        )
    }

    private func ring() {
        held.withLock { $0.alarm = nil }
        perform { state, now in state.advance(to: now) }
    }
}
