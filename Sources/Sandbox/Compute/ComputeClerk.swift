import CloudComputeClient
import Hummingbird
import Logging
import NIOCore

/// Answers the requests about offers, instances and SSH keys.
struct ComputeClerk: Sendable {
    /// Larger requests are refused, in bytes.
    private static let maximumBodySize = 4 << 20

    private let state: SandboxState
    private let options: ComputeOptions
    private let pace: Pace
    private let doorkeeper: Doorkeeper
    private let logger: Logger
    private let counter = Counter()

    init(state: SandboxState, options: ComputeOptions, pace: Pace, doorkeeper: Doorkeeper, logger: Logger) {
        self.state = state
        self.options = options
        self.pace = pace
        self.doorkeeper = doorkeeper
        self.logger = logger
    }

    func offers() async throws -> Response {
        try await answer { Response(json: ["data": .array(try await state.freeOffers().map(\.json))]) }
    }

    func instances() async throws -> Response {
        try await answer {
            let rows = try await state.instances()
            let view = view
            return Response(json: ["data": .array(rows.map { $0.json(view) })])
        }
    }

    func create(_ request: Request) async throws -> Response {
        try await answer {
            let order = try InstanceOrder(try await Self.body(request))
            return Response(json: ["data": try await state.rent(order).json(view)], status: .created)
        }
    }

    func instance(_ id: String) async throws -> Response {
        try await answer { Response(json: ["data": try await state.instance(id).json(view)]) }
    }

    func rename(_ id: String, _ request: Request) async throws -> Response {
        try await answer {
            _ = try await state.instance(id)
            let names = try InstanceRenaming(try await Self.body(request))
            return Response(json: ["data": try await state.rename(id, names).json(view)])
        }
    }

    func destroy(_ id: String) async throws -> Response {
        try await answer {
            try await state.destroy(id)
            return Response(json: ["message": "Instance deleted."])
        }
    }

    func keys() async throws -> Response {
        try await answer { Response(json: ["data": .array(try await state.keys().map(\.json))]) }
    }

    func addKey(_ request: Request) async throws -> Response {
        try await answer {
            let key = try NewKey(try await Self.body(request))
            return Response(json: ["data": try await state.add(key).json], status: .created)
        }
    }

    func deleteKey(_ id: String) async throws -> Response {
        try await answer {
            try await state.deleteKey(id)
            return Response(json: ["message": "SSH key deleted."])
        }
    }

    /// Applies the faults before the work, and says refusals and failures as the API does.
    private func answer(_ work: () async throws -> Response) async throws -> Response {
        if let refusal = doorkeeper.refusal(counter.next(), .rest) { return refusal }
        try await pace.whole(tokens: 0)
        do {
            return try await work()
        } catch let refusal as ComputeRefusal {
            return refusal.response
        } catch {
            logger.error("The state cannot be used: \(error)")
            return Response(json: ["message": "Server Error"], status: .internalServerError)
        }
    }

    private var view: Instance.View {
        Instance.View(
            now: state.time, bootTime: state.bootTime, ssh: options.sshEndpoint, httpPort: options.httpPort)
    }

    private static func body(_ request: Request) async throws -> [UInt8] {
        do {
            return Array(try await request.body.collect(upTo: maximumBodySize).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw ComputeRefusal.tooLarge
        }
    }
}
