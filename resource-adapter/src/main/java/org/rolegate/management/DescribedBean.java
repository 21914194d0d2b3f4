package org.rolegate.management;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;

/** An MXBean with descriptions of its attributes and operations, from the annotations of its interface. */
final class DescribedBean extends StandardEmitterMBean {

    private final Class<?> face;

    private <T> DescribedBean(T bean, Class<T> face, NotificationEmitter emitter) {
        super(bean, face, true, emitter);
        this.face = face;
    }

    static <T> DescribedBean of(T bean, Class<T> face) {
        return new DescribedBean(bean, face, new NotificationBroadcasterSupport());
    }

    static <T> DescribedBean of(T bean, Class<T> face, NotificationEmitter emitter) {
        return new DescribedBean(bean, face, emitter);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        Description description = face.getAnnotation(Description.class);
        return description == null ? super.getDescription(info) : description.value();
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return described(info).orElseGet(() -> super.getDescription(info));
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return described(info).orElseGet(() -> super.getDescription(info));
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        boolean changes = Arrays.stream(face.getMethods())
                .filter(method -> method.getName().equals(info.getName()))
                .anyMatch(DescribedBean::changes);
        return changes ? MBeanOperationInfo.ACTION : MBeanOperationInfo.INFO;
    }

    private static boolean changes(Method method) {
        return method.isAnnotationPresent(Changes.class);
    }

    private static Optional<String> described(MBeanFeatureInfo info) {
        return Optional.ofNullable((String) info.getDescriptor().getFieldValue("description"));
    }
}
