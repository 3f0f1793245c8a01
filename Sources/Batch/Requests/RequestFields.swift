/// The fields of a chat request that may stand beside a prompt: those of OpenAI's API and the samplers of vLLM,
/// llama.cpp and OpenRouter.
enum RequestFields {
    static let standard: Set<String> = [
        "audio", "chat_template_kwargs", "frequency_penalty", "function_call", "functions", "guided_choice",
        "guided_grammar", "guided_json", "guided_regex", "ignore_eos", "include_reasoning", "length_penalty",
        "logit_bias",
        "logprobs", "max_completion_tokens", "max_tokens", "metadata", "min_p", "min_tokens", "modalities", "model",
        "models", "n", "parallel_tool_calls", "plugins", "prediction", "presence_penalty", "prompt_cache_key",
        "provider",
        "reasoning", "reasoning_effort", "repetition_penalty", "response_format", "safety_identifier", "seed",
        "service_tier", "skip_special_tokens", "stop", "stop_token_ids", "store", "stream", "stream_options",
        "temperature", "tool_choice", "tools", "top_a", "top_k", "top_logprobs", "top_p", "transforms", "usage", "user",
        "verbosity", "web_search_options",
    ]
}
