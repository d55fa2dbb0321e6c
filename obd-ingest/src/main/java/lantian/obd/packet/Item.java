package lantian.obd.packet;

/**
 * One item of a realtime or reissue unit (信息项), a view on the packet's plain unit.
 *
 * @param type info type code, 0x01–0xFE
 * @param index number of the item in its unit, from 0
 * @param flow its flow number, {@link ItemSink#NO_FLOW} if the layout gives it none
 * @param second its own collection time, {@link WireTime#ILLEGAL} if the layout gives it none
 * @param unit the array that holds the body
 * @param body where the body begins
 * @param length length of the body in bytes, length word of a vendor block included
 * @param signed where its own signature stands, −1 if it has none
 */
public record Item(
    int type, int index, int flow, long second, byte[] unit, int body, int length, int signed) {}
