package import Localization

/// Whatever goes wrong between this program and the server, in one type.
public struct CloudComputeError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is: what a caller decides by.
    ///
    /// New kinds may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        let kind: Kind

        /// The base URL or the key cannot be used as they are; nothing was sent.
        public static let invalidConfiguration = Code(kind: .invalidConfiguration)
        /// The server does not take the API key (401).
        public static let unauthorized = Code(kind: .unauthorized)
        /// The balance is used up (402).
        public static let paymentRequired = Code(kind: .paymentRequired)
        /// The key's owner may not do this (403).
        public static let forbidden = Code(kind: .forbidden)
        /// There is nothing at that address (404, 410).
        public static let notFound = Code(kind: .notFound)
        /// The server has no model of that name.
        public static let unknownModel = Code(kind: .unknownModel)
        /// The server refuses the request as it stands (other 4xx).
        public static let rejected = Code(kind: .rejected)
        /// Too many requests, or come again later (408, 409, 425, 429).
        public static let rateLimited = Code(kind: .rateLimited)
        /// The server failed (5xx), or said so in the middle of a reply.
        public static let serverFailure = Code(kind: .serverFailure)
        /// No connection could be made, or it broke before an answer came.
        public static let unreachable = Code(kind: .unreachable)
        /// The server took longer than the time allowed.
        public static let timedOut = Code(kind: .timedOut)
        /// The answer is not what the API promises: a page, broken JSON, a redirect.
        public static let badReply = Code(kind: .badReply)
        /// A streamed reply stopped before its end.
        public static let interrupted = Code(kind: .interrupted)
        /// The caller cancelled the request.
        public static let cancelled = Code(kind: .cancelled)
        /// What the request names is not there, or no longer: an offer that another took, an instance, a key (404, 410).
        public static let gone = Code(kind: .gone)
        /// The server may or may not have done what was asked, which costs money; look before asking again.
        public static let unconfirmed = Code(kind: .unconfirmed)

        /// The server's certificate is self-signed, expired, that of another host or of an unknown authority; nothing was
        /// sent, and asking again changes nothing.
        public static let untrustedCertificate = Code(kind: .untrustedCertificate)

        /// The kind's name.
        public var description: String { kind.rawValue }
    }

    /// The same kinds, for switches that leave none out.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case invalidConfiguration, unauthorized, paymentRequired, forbidden, notFound, unknownModel, rejected
        case rateLimited, serverFailure, unreachable, timedOut, badReply, interrupted, cancelled, gone, unconfirmed
        case untrustedCertificate
    }

    /// What kind of failure it is.
    public var code: Code
    /// One sentence: the server's own words where it sent any.
    ///
    /// They come from outside; filter them for a terminal.
    public var message: String {
        get { sentence.english }
        set { sentence = Message(verbatim: newValue) }
    }
    /// The same, for a person.
    package var sentence: Message
    /// The HTTP status, where there was an answer.
    public var statusCode: Int?
    /// The `code` of the server's error body; the API sends numbers and strings.
    public var serverCode: String?
    /// The server's id of the request, for its operators.
    public var requestID: String?
    /// How long the server asks to wait before the next try.
    public var retryAfter: Duration?
    /// The error below this one.
    public var cause: (any Error)?
    /// Whether the message is the server's own: its body was neither empty nor an HTML page.
    var hasServerWords = false

    /// Creates an error.
    public init(
        _ code: Code, _ message: String, statusCode: Int? = nil, serverCode: String? = nil, cause: (any Error)? = nil
    ) {
        self.init(code, Message(verbatim: message), statusCode: statusCode, serverCode: serverCode, cause: cause)
    }

    package init(
        _ code: Code, _ sentence: Message, statusCode: Int? = nil, serverCode: String? = nil,
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.sentence = sentence
        self.statusCode = statusCode
        self.serverCode = serverCode
        self.cause = cause
    }

    /// The message alone.
    public var description: String { message }
}
