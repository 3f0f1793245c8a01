import CloudComputeClient
import Settings

extension Session {
    /// How long the model on an instance may take to answer.
    private static let patience = Duration.seconds(120)

    /// Runs the body with a client that talks to the model on an instance, through a tunnel that lives as long.
    ///
    /// The key of CloudCompute stays with CloudCompute, and so does the model that the settings name: on the instance
    /// the key is the one that it tells of itself, and the model that of `-m` or the only one there.
    ///
    /// - Throws: What the body throws; ``CommandFailure`` where there is no way to the model.
    func onInstance<Result: Sendable>(
        _ place: OnOption.Place, _ option: OnOption, model: String?,
        _ body: @Sendable (Settings) async throws -> Result
    ) async throws -> Result {
        let instance = try await InstanceArgument.find(place.instance, self)
        console.note("Opening a tunnel to instance \(instance.id), \"\(instance.displayName)\" …")
        let key = try option.modelKey.key(for: instance)
        let tunnel = try await Tunnel.open(to: instance, place.target, option.ssh, key: key, patience: Self.patience)
        defer { tunnel.close() }
        var settings = settings
        settings.baseURL = Settings.Value(tunnel.baseURL.description, .flag("--on"))
        settings.apiKey = key.map { Settings.Value(APIKey($0), .flag("--on")) }
        settings.model = model.map { Settings.Value($0, .flag("--model")) }
        return try await body(settings)
    }
}
