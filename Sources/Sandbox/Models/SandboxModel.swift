import JSON

/// The models that the sandbox pretends to have.
package enum SandboxModel {
    /// The model that answers at once.
    package static let small = "sandbox/small"
    /// The model that sends reasoning before its answer.
    package static let reasoning = "sandbox/reasoning"
    /// The model that takes images too.
    package static let vision = "sandbox/vision"

    /// All ids, the first being the one to use where nobody chose.
    package static let all = [small, reasoning, vision]

    /// The body of `/models`.
    static let list: JSONValue = [
        "object": "list",
        "data": [
            model(small, "Sandbox Small", context: 32_768),
            model(reasoning, "Sandbox Reasoning", context: 65_536, prices: ("0.000001", "0.000002")),
            model(vision, "Sandbox Vision", context: 131_072, modalities: ["text", "image"]),
        ],
    ]

    private static func model(
        _ id: String, _ name: String, context: Int, modalities: JSONValue = ["text"],
        prices: (prompt: String, completion: String) = ("0", "0")
    ) -> JSONValue {
        [
            "id": .string(id), "object": "model", "created": 1_795_392_000, "owned_by": "sandbox",
            "name": .string(name), "description": "Made-up replies from this machine. No model runs.",
            "context_length": JSONValue(context),
            "architecture": ["input_modalities": modalities, "output_modalities": ["text"]],
            "pricing": ["prompt": .string(prices.prompt), "completion": .string(prices.completion)],
        ]
    }
}
