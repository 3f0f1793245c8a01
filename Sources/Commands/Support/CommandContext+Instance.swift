import CloudComputeClient
import Instances
import Localization
import Settings
import Terminal

extension CommandContext {
    /// How long ssh may take to log in and the model on an instance to answer.
    private static let patience = Duration.seconds(120)
    /// How long ssh may take to log in again.
    private static let patienceAgain = Duration.seconds(60)
    /// A connection breaks a moment before it is known that ssh has ended.
    private static let moment = Duration.milliseconds(500)

    /// Runs the body with a way to the model on an instance: a tunnel that lives as long, and is opened again where it
    /// ends before.
    ///
    /// The key of CloudCompute stays with CloudCompute, and so does the model that the settings name: on the instance
    /// the key is the one that it tells of itself, and the model that of `-m` or the only one there.
    ///
    /// - Throws: What the body throws; ``CommandFailure`` where there is no way to the model.
    func onInstance<Result: Sendable>(
        _ place: InstanceTargetOption.Place, _ option: InstanceTargetOption, model: String?,
        _ body: @Sendable (Settings, CloudComputeClient.UnixSocket) async throws -> Result
    ) async throws -> Result {
        let instance = try await InstanceArgument.find(place.instance, self)
        let (key, ssh) = (try option.modelKey.key(for: instance), try option.ssh.commandLine(instance))
        // As the model's server is called where it runs; some look at that.
        let baseURL = try BaseURL("http://127.0.0.1:\(place.port)\(place.path)")
        let words = TunnelPlace(instance: instance.id, port: place.port)
        let tunnel = try await open(Tunnel.Route(ssh: ssh, port: place.port), instance, baseURL, key, words)
        defer { tunnel.close() }
        var settings = settings
        settings.baseURL = Settings.Value(baseURL.description, .instance)
        settings.apiKey = key.map { Settings.Value(APIKey($0), .instance) }
        (settings.apiKeyCommand, settings.exposedFiles) = (nil, [])
        settings.model = model.map { Settings.Value($0, .flag(.model)) }
        return try await body(settings, Self.socket(tunnel, words))
    }

    private func open(
        _ route: Tunnel.Route, _ instance: Instance, _ baseURL: BaseURL, _ key: String?, _ words: TunnelPlace
    ) async throws -> LastingTunnel {
        console.note(localized("Opening a tunnel to instance \(instance.id), \"\(instance.displayName)\" …"))
        let console = console
        return try await SignalWatch.interruptible {
            try await words.explaining {
                let deadline = ContinuousClock.now + Self.patience
                let tunnel = try await Tunnel.open(route, patience: Self.patience)
                do {
                    try await tunnel.waitForModel(
                        at: baseURL, key: key, patience: deadline - ContinuousClock.now
                    ) { console.note(words.waitingForModel) }
                } catch {
                    tunnel.close()
                    throw error
                }
                return LastingTunnel(
                    tunnel, open: { try await Tunnel.open(route, patience: Self.patienceAgain) },
                    tell: { console.noteOverLiveLine(localized("\(words.sentence(.ended($0))) Opening it again …")) })
            }
        }
    }

    /// The tunnel as the client sees it.
    private static func socket(_ tunnel: LastingTunnel, _ words: TunnelPlace) -> CloudComputeClient.UnixSocket {
        CloudComputeClient.UnixSocket {
            do { return try await tunnel.socketPath() } catch let error as TunnelError {
                throw CloudComputeError(.unreachable, words.message(error), cause: error)
            }
        } explain: { error, path in
            guard [.unreachable, .interrupted, .timedOut, .badReply].contains(error.code) else { return error }
            var explained = error
            if let ending = await tunnel.ending(of: path, within: moment) {
                explained.sentence = words.message(.ended(ending))
                explained.cause = TunnelError.ended(ending)
            } else if let refusal = tunnel.refusal {
                explained.sentence = words.message(.noAnswer(refusal))
                explained.cause = TunnelError.noAnswer(refusal)
            }
            return explained
        }
    }
}

extension CommandContext.Console {
    /// Says something where a spinner or a progress line may stand, which is drawn again below it.
    fileprivate func noteOverLiveLine(_ text: String) {
        if error.isTerminal { try? error.write("\r\u{1B}[K") }
        note(text)
    }
}
