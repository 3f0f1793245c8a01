import NIOCore
import NIOHTTP1

/// Sends requests and reads answers of the usual shape between the socket, or TLS, and async-http-client's handlers.
///
/// What a request costs on its way through those is several times what it costs here. They see the first request of a
/// connection and none of the answers, until one is unusual: that one is passed to them whole, as the answer to their
/// request, and the connection is theirs again.
final class KeptConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = IOData

    /// Bodies up to this size go out in one piece with their head.
    private static let maximumJoinedBody = 16 << 10

    private let shared: SharedByHandlers
    private let timeouts: ResponseTimeoutHandler
    private var context: ChannelHandlerContext?
    /// Where the connection goes when it is free.
    private var kept: KeptConnections?
    private var carrier: CarrierRequest?
    /// That of the carrier while its answer is read here.
    private var exchange: Exchange?
    private var template: RequestTemplate?
    /// Whether what comes is read here.
    private var isReading = false { didSet { timeouts.isReadByKeptConnection = isReading } }
    private var framing = ResponseFraming()
    /// What was written last, while async-http-client has the connection.
    private var written: ByteBuffer?
    /// The head of an answer in chunks, should those turn out to be unusual.
    private var head: [UInt8] = []
    /// The beginning of a part whose end has not come yet.
    private var rest: ByteBuffer?
    /// The exchange whose reader is not ready for more.
    private var held: Exchange?
    /// Whether something has been passed on since the last end of a read.
    private var hasPassedOn = false
    /// Whether the connection is being closed, which takes a while over TLS.
    private var isClosing = false

    /// What comes of a request that is to go out.
    enum Start {
        case sent
        /// Nobody waits for it any more.
        case unwanted
        case closed
    }

    init(_ shared: SharedByHandlers, _ timeouts: ResponseTimeoutHandler) {
        self.shared = shared
        self.timeouts = timeouts
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        written = nil
    }

    /// Takes the connection over from async-http-client, whose request's head has just been written.
    func bind(_ carrier: CarrierRequest, of kept: KeptConnections) -> Bool {
        let head = written
        written = nil
        guard let head, let template = template ?? RequestTemplate(head) else { return false }
        self.template = template
        self.carrier = carrier
        self.kept = kept
        exchange = carrier.exchange
        framing = ResponseFraming()
        isReading = true
        context?.read()
        return true
    }

    /// Gives the connection back.
    func unbind(_ carrier: CarrierRequest) {
        guard self.carrier === carrier else { return }
        (self.carrier, exchange, kept) = (nil, nil, nil)
        isReading = false
        (head, rest, held) = ([], nil, nil)
    }

    /// Sends a request.
    func start(_ exchange: Exchange, _ request: Transport.OutgoingRequest) -> Start {
        guard let context, context.channel.isActive, !isClosing, isReading, let carrier, let template else {
            return .closed
        }
        guard exchange.isCarried(by: carrier) else { return .unwanted }
        carrier.exchange = exchange
        self.exchange = exchange
        let body = request.body
        let isJoined = body.readableBytes <= Self.maximumJoinedBody
        var buffer = context.channel.allocator.buffer(
            capacity: template.maximumSize + (isJoined ? body.readableBytes : 0))
        template.write(request.form, bodySize: body.readableBytes, into: &buffer)
        if isJoined { buffer.writeImmutableBuffer(body) }
        timeouts.requestSent(isStream: request.form == .stream)
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenFailure { _ in self.couldNotSend(exchange) }
        context.write(wrapOutboundOut(.byteBuffer(buffer)), promise: isJoined ? promise : nil)
        if !isJoined { context.write(wrapOutboundOut(.byteBuffer(body)), promise: promise) }
        context.flush()
        return .sent
    }

    /// Closes the connection.
    func close() {
        isClosing = true
        context?.close(promise: nil)
    }

    /// Tells that the server had closed the connection before all of a request was written.
    private func couldNotSend(_ exchange: Exchange) {
        guard self.exchange === exchange, !framing.isInBody else { return }
        exchange.fail(ChannelError.ioOnClosedChannel)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if !isReading, case .byteBuffer(let buffer) = unwrapOutboundIn(data) {
            written = buffer
            shared.wrote(self)
        }
        context.write(data, promise: promise)
    }

    /// Reading goes on by itself, over TLS also where a read brought nothing that can be told, unless a reader is not ready.
    func read(context: ChannelHandlerContext) { if held == nil { context.read() } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isReading { return take(unwrapInboundIn(data), context) }
        hasPassedOn = true
        written = nil
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if hasPassedOn || !isReading {
            hasPassedOn = false
            context.fireChannelReadComplete()
        }
        if isReading, held == nil { readMore(context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isReading, exchange != nil, framing.isInBody { context.fireErrorCaught(HTTPParserError.invalidEOFState) }
        context.fireChannelInactive()
    }

    private func readMore(_ context: ChannelHandlerContext) {
        if exchange != nil { timeouts.isAwaited() }
        context.read()
    }

    private func take(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        // A server that speaks unasked is not to be asked anything.
        guard let exchange else { return close() }
        var bytes = bytes
        if var earlier = rest {
            rest = nil
            earlier.writeBuffer(&bytes)
            bytes = earlier
        }
        shared.withScratch { scratch in
            do { try read(&bytes, exchange, &scratch, context) } catch {
                context.fireErrorCaught(error)
                close()
            }
        }
    }

    private func read(
        _ bytes: inout ByteBuffer, _ exchange: Exchange, _ scratch: inout [UInt8], _ context: ChannelHandlerContext
    ) throws {
        var body = ReadBody()
        while isReading {
            let part = bytes.withUnsafeReadableBytes { framing.next($0) }
            switch part {
            case .body(let count):
                body.add(bytes.readerIndex..<(bytes.readerIndex + count), of: bytes, &scratch)
                bytes.moveReaderIndex(forwardBy: count)
                continue
            case .framing(let count):
                bytes.moveReaderIndex(forwardBy: count)
                continue
            default: try deliver(&body, of: bytes, &scratch, to: exchange, context)
            }
            switch part {
            case .head(let status, let headers, let count):
                head = framing.isChunked ? Array(bytes.readableBytesView.prefix(count)) : []
                bytes.moveReaderIndex(forwardBy: count)
                timeouts.headCame(headers, status)
                carrier?.hasHead = true
                try exchange.receive(HTTPResponseStatus(statusCode: status), headers)
            case .end(let count):
                bytes.moveReaderIndex(forwardBy: count)
                return end(exchange, hasMore: bytes.readableBytes > 0, context)
            case .incomplete:
                if bytes.readableBytes > 0 { rest = bytes }
                return
            case .unusual: return passOn(bytes, context)
            case .broken: throw HTTPParserError.invalidChunkSize
            case .body, .framing: break
            }
        }
    }

    private func deliver(
        _ body: inout ReadBody, of bytes: ByteBuffer, _ scratch: inout [UInt8], to exchange: Exchange,
        _ context: ChannelHandlerContext
    ) throws {
        if body.isEmpty { return }
        timeouts.partCame()
        try body.take(of: bytes, &scratch) { try exchange.receive($0, on: context.eventLoop) }
        guard let readiness = exchange.readiness(on: context.eventLoop) else { return }
        held = exchange
        readiness.assumeIsolated().whenComplete { _ in
            guard self.held === exchange else { return }
            self.held = nil
            self.readMore(context)
        }
    }

    private func end(_ exchange: Exchange, hasMore: Bool, _ context: ChannelHandlerContext) {
        exchange.finish()
        carrier?.exchange = nil
        self.exchange = nil
        (head, held) = ([], nil)
        timeouts.answerEnded()
        // A request that was answered before it was sent to its end holds up the next one.
        if hasMore || !context.channel.isWritable { return close() }
        kept?.freed(self)
    }

    /// Leaves an answer to async-http-client.
    private func passOn(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        isReading = false
        hasPassedOn = true
        held = nil
        if !head.isEmpty { context.fireChannelRead(wrapInboundOut(ByteBuffer(bytes: head))) }
        head = []
        if bytes.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(bytes)) }
    }
}

/// What one read brought of a body: where it lies, or a copy where it came in pieces.
private struct ReadBody {
    private var place: Range<Int>?
    private var isCopied = false

    var isEmpty: Bool { place == nil && !isCopied }

    mutating func add(_ range: Range<Int>, of bytes: ByteBuffer, _ scratch: inout [UInt8]) {
        if place == nil, !isCopied { return place = range }
        bytes.withVeryUnsafeBytes { all in
            if let place { scratch.append(contentsOf: all[place]) }
            scratch.append(contentsOf: all[range])
        }
        place = nil
        isCopied = true
    }

    mutating func take(
        of bytes: ByteBuffer, _ scratch: inout [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        defer {
            (place, isCopied) = (nil, false)
            scratch.removeAll(keepingCapacity: true)
        }
        if let place {
            try bytes.withVeryUnsafeBytes {
                try body(UnsafeRawBufferPointer(rebasing: $0[place]).bindMemory(to: UInt8.self))
            }
        } else {
            try scratch.withUnsafeBufferPointer { try body($0) }
        }
    }
}
