/// The fields of a request that completion offers.
package enum RequestField {
    /// Their names, in order.
    package static let known = [
        "frequency_penalty", "max_completion_tokens", "max_tokens", "presence_penalty", "reasoning_effort", "seed",
        "stop",
        "temperature", "top_p",
    ]
}
