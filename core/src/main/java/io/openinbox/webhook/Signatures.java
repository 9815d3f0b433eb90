package io.openinbox.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers of one attempt: the contract's {@code X-Inbox-Signature}, and the three of Standard Webhooks. While a secret is
 * being replaced both sign, and a receiver takes whichever it knows.
 */
final class Signatures {

    private static final String ALGORITHM = "HmacSHA256";

    private Signatures() {}

    static Map<String, String> headers(List<WebhookSecret> secrets, String id, Instant at, byte[] body) {
        String seconds = Long.toString(at.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "X-Inbox-Signature",
                "t=" + seconds
                        + secrets.stream()
                                .map(secret -> ",v1=" + HexFormat.of().formatHex(inboxSignature(secret, seconds, body)))
                                .collect(Collectors.joining()));
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", seconds);
        headers.put(
                "webhook-signature",
                secrets.stream()
                        .map(secret -> "v1,"
                                + Base64.getEncoder().encodeToString(standardSignature(secret, id, seconds, body)))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    private static byte[] inboxSignature(WebhookSecret secret, String seconds, byte[] body) {
        return sign(secret.text().getBytes(StandardCharsets.UTF_8), seconds + ".", body);
    }

    private static byte[] standardSignature(WebhookSecret secret, String id, String seconds, byte[] body) {
        return sign(secret.bytes(), id + "." + seconds + ".", body);
    }

    private static byte[] sign(byte[] key, String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
